package dev.ratchet.starter.submit;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.command.Unreachable;
import dev.ratchet.starter.gateway.ActingPerson;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.gateway.WarmUp;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.starter.live.Submitted;
import dev.ratchet.starter.run.RunAccess;
import dev.ratchet.starter.run.RunStarter;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.gateway.Whoami;
import dev.ratchet.workflows.run.RunRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Submits documents one at a time; each gets a run of its own. */
final class SingleSubmission implements FolderWatch.Submitter {
    private final SubmitOptions options;
    private final GatewayClient gateway;
    private final String submitter;
    private final LiveRuns runs;
    private final Uploader uploader;

    private SingleSubmission(CommandContext here, SubmitOptions options) {
        this.options = options;
        this.gateway = GatewayClient.of(here);
        if (options.waits()) {
            WarmUp.await(here, gateway);
        }
        Whoami whoami = gateway.whoami();
        this.submitter = ActingPerson.of(whoami, options.as());
        this.runs = RunAccess.open(here, gateway);
        this.uploader = new Uploader(gateway, submitter, whoami.limit());
    }

    /** @throws Unreachable when a service does not answer */
    static SingleSubmission open(CommandContext here, SubmitOptions options) {
        return new SingleSubmission(here, options);
    }

    /**
     * @param results told of the document, or of each one in a container, when it is decided
     * @throws Unreachable when a service does not answer; what was started continues
     */
    @Override
    public void submit(Path file, Consumer<SubmitResult> results) {
        Uploader.Result upload = uploader.upload(file);
        String name = Intake.Wanted.of(file).name();
        if (upload instanceof Uploader.Kept kept) {
            results.accept(run(file.toString(), RunRequest.of(kept.document(), name, submitter)));
        } else if (upload instanceof Uploader.Unpacked unpacked) {
            runAll(new ContainerParts(file.toString(), name, unpacked.contents()), results);
        } else {
            results.accept(((Uploader.NotKept) upload).result());
        }
    }

    /** The same bytes once. */
    private void runAll(ContainerParts container, Consumer<SubmitResult> results) {
        Map<DocumentRef, SubmitResult> firsts = new HashMap<>();
        for (ContainerParts.Inner each : container.documents()) {
            SubmitResult first = firsts.get(each.document());
            SubmitResult result = first != null
                    ? first.sameBytes(each.file())
                    : run(
                            each.file(),
                            RunRequest.of(each.document(), each.name(), submitter)
                                    .from(each.from()));
            firsts.putIfAbsent(each.document(), result);
            results.accept(result);
        }
        container.others().forEach(results);
    }

    private SubmitResult run(String file, RunRequest request) {
        try {
            Submitted submitted =
                    new RunStarter(gateway, runs).start(InvoiceRuns.AGENT, request, options.again(), options.waits());
            return SubmitResult.of(file, InvoiceRuns.id(request.intake()), submitted);
        } catch (Refused e) {
            return SubmitResult.withoutRun(file, SubmitOutcome.FAILED, e.code(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        runs.close();
    }
}
