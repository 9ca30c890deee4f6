package dev.ratchet.starter;

import dev.ratchet.workflows.contract.Approval;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.gateway.SignRequest;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "approve",
        description = "Consents to what a run asks for: exactly that entry, once.",
        mixinStandardHelpOptions = true)
final class Approve extends ById {
    @Option(names = "--as", paramLabel = "PERSON", description = "Who consents; you, unless said.")
    private @Nullable String as;

    @Override
    int about(String workflowId, Surroundings here, GatewayClient gateway) {
        try (Runs runs = Runs.open(here)) {
            Status status = runs.status(workflowId)
                    .orElseThrow(
                            () -> new Refused("ENDED", "that run has ended, or never was; 'ratchet status' tells"));
            Digest intent = consentable(workflowId, status);
            here.out().println("Consent to: " + shown(status) + ", intent " + intent.brief());
            here.out().print(new Report(here.width()).of(status));
            here.out().println();
            here.out().flush();
            Approval approval = gateway.sign(new SignRequest(workflowId, intent, as));
            Status after = runs.decide(workflowId, new InvoiceWorkflow.Approve(approval));
            here.out()
                    .println("Approved by " + approval.approver() + " as " + approval.role() + ". " + after.standing()
                            + " " + after.code() + ": " + Tables.plain(after.why()));
            return after.standing() == Standing.FAILED ? Ratchet.FAILED : 0;
        }
    }

    private static String shown(Status status) {
        return "post invoice " + or(status.invoiceNumber()) + " of supplier " + or(status.supplierId()) + " over "
                + or(status.total());
    }

    private static String or(@Nullable Object value) {
        return value == null ? "(not known)" : Tables.plain(value.toString());
    }

    private static Digest consentable(String workflowId, Status status) {
        if (status.standing() != Standing.WAITING) {
            throw new Refused(
                    "NOT_WAITING",
                    "that run does not wait for consent: it is " + status.standing() + ", " + status.why());
        }
        Digest intent = status.intent();
        if (intent == null) {
            throw new Refused(
                    "NOTHING_TO_CONSENT",
                    "there is nothing to consent to yet: " + status.why() + "; mend that and 'ratchet recheck "
                            + RunIds.brief(workflowId) + "', or deny");
        }
        return intent;
    }
}
