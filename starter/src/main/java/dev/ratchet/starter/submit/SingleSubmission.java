package dev.ratchet.starter.submit;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
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

/** Submits one document, which gets a run of its own. */
final class SingleSubmission {
    private SingleSubmission() {}

    static SubmitResult submit(CommandContext here, Path file, SubmitOptions options) {
        GatewayClient gateway = GatewayClient.of(here);
        if (options.waits()) {
            WarmUp.await(here, gateway);
        }
        Whoami whoami = gateway.whoami();
        String submitter = ActingPerson.of(whoami, options.as());
        try (LiveRuns runs = RunAccess.open(here, gateway)) {
            Uploader.Result upload = new Uploader(gateway, submitter, whoami.limit()).upload(file);
            if (upload instanceof Uploader.NotKept notKept) {
                return notKept.result();
            }
            DocumentRef document = ((Uploader.Kept) upload).document();
            RunRequest request = RunRequest.of(document, Intake.Wanted.of(file).name(), submitter);
            try {
                Submitted submitted = new RunStarter(gateway, runs)
                        .start(InvoiceRuns.AGENT, request, options.again(), options.waits());
                return SubmitResult.of(file, InvoiceRuns.id(document), submitted);
            } catch (Refused e) {
                return SubmitResult.withoutRun(file, SubmitOutcome.FAILED, e.code(), String.valueOf(e.getMessage()));
            }
        }
    }
}
