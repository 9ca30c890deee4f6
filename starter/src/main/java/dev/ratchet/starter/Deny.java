package dev.ratchet.starter;

import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "deny", description = "Ends a run that waits, with a reason.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Deny extends ById {
    @Option(names = "--why", paramLabel = "TEXT", required = true, description = "For the record, 1 to 400 characters.")
    private String why;

    @Option(names = "--as", paramLabel = "PERSON", description = "Who denies; you, unless said.")
    private @Nullable String as;

    @Override
    int about(String workflowId, Surroundings here, GatewayClient gateway) {
        if (why.isBlank() || why.length() > 400) {
            throw new Refused(
                    "WHY",
                    "--why should have 1 to 400 characters, not " + why.strip().length());
        }
        String person = Persons.acting(gateway.whoami(), as);
        try (Runs runs = Runs.open(here)) {
            Status after = runs.decide(workflowId, new InvoiceWorkflow.Deny(person, why.strip()));
            here.out()
                    .println("Denied by " + person + ". " + after.standing() + " " + after.code() + ": "
                            + Tables.plain(after.why()));
            return 0;
        }
    }
}
