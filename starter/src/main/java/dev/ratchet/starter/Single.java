package dev.ratchet.starter;

import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Recorded;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.gateway.RunShown;
import dev.ratchet.workflows.gateway.Whoami;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Became;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Hands in one document, with a run of its own, in one round trip. */
final class Single {
    /** A run that failed is run again, and one that waits is asked itself. */
    private static final List<String> DECIDED = List.of(
            InvoiceWorkflow.Standing.POSTED.name(),
            InvoiceWorkflow.Standing.DUPLICATE.name(),
            InvoiceWorkflow.Standing.REFUSED.name());

    private Single() {}

    /** By the record, which also knows what was decided in a batch. */
    private static Became before(RunShown run) {
        return Became.before(
                new Recorded(
                        new RunRef(run.workflowId(), run.runId()),
                        run.outcome(),
                        run.code(),
                        run.why(),
                        run.route(),
                        run.entry(),
                        run.amount()),
                false);
    }

    static Line submit(Surroundings here, Path file, Choices choices) {
        GatewayClient gateway = GatewayClient.of(here);
        Whoami whoami = gateway.whoami();
        String submitter = Persons.acting(whoami, choices.as());
        try (Runs runs = Runs.open(here)) {
            Uploads.Result upload = new Uploads(gateway, submitter, whoami.limit()).take(file);
            if (upload instanceof Uploads.Not not) {
                return not.line();
            }
            DocumentRef document = ((Uploads.Kept) upload).document();
            String id = InvoiceWorkflow.workflowId(document.tenant(), document.digest());
            Optional<RunShown> before = choices.again() ? Optional.empty() : gateway.run(id);
            if (before.isPresent() && DECIDED.contains(before.get().outcome())) {
                return Line.of(file, id, before(before.get()));
            }
            String name = Intake.Wanted.of(file).name();
            try {
                return told(
                        file,
                        document,
                        choices.waits()
                                ? runs.submit(document, name, submitter, choices.again())
                                : runs.start(document, name, submitter, choices.again()));
            } catch (Refused e) {
                return Line.withoutRun(file, InvoiceWorkflow.Standing.FAILED, e.code(), String.valueOf(e.getMessage()));
            }
        }
    }

    static Line told(Path file, DocumentRef document, Runs.Submitted submitted) {
        if (submitted instanceof Runs.Settled settled) {
            return Line.of(file, settled.status());
        }
        if (submitted instanceof Runs.Earlier earlier) {
            return Line.earlier(file, earlier.status());
        }
        String id = InvoiceWorkflow.workflowId(document.tenant(), document.digest());
        return submitted instanceof Runs.Failed failed
                ? Line.failed(file, id, failed.code(), failed.why())
                : Line.started(file, id, "started; 'ratchet status' tells");
    }
}
