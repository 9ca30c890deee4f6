package dev.ratchet.starter;

import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "recheck",
        description = "Lets a run that waits look again, after what was wrong was mended.",
        mixinStandardHelpOptions = true)
final class Recheck extends ById {
    @Option(names = "--as", paramLabel = "PERSON", description = "Who asks; you, unless said.")
    private @Nullable String as;

    @Override
    int about(String workflowId, Surroundings here, GatewayClient gateway) {
        String person = Persons.acting(gateway.whoami(), as);
        try (Runs runs = Runs.open(here)) {
            Status after = runs.recheck(workflowId, person);
            here.out().print(new Report(here.width()).of(after));
            return after.standing() == Standing.FAILED ? Ratchet.FAILED : 0;
        }
    }
}
