package dev.ratchet.starter;

import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Where a run stands.", mixinStandardHelpOptions = true)
final class StatusCommand extends ById {
    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    int about(String workflowId, Surroundings here, GatewayClient gateway) throws Exception {
        Optional<Status> status;
        try (Runs runs = Runs.open(here)) {
            status = runs.status(workflowId);
        }
        Object known = status.isPresent() ? status.get() : onRecord(gateway, workflowId);
        if (json) {
            here.out().println(Json.mapper().writeValueAsString(known));
        } else {
            here.out().print(new Report(here.width()).of(known));
        }
        return 0;
    }
}
