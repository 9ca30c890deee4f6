package dev.ratchet.starter;

import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.gateway.Whoami;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import java.nio.file.Path;

/** Hands in one document, with a run of its own, in one round trip. */
final class Single {
    private Single() {}

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
