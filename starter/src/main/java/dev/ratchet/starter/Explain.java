package dev.ratchet.starter;

import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Explanation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        description = "Why a run stands where it stands, and what may happen next.",
        mixinStandardHelpOptions = true)
final class Explain extends ById {
    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    int about(String workflowId, Surroundings here, GatewayClient gateway) throws Exception {
        Optional<Explanation> explanation;
        try (Runs runs = Runs.open(here)) {
            explanation = runs.explain(workflowId);
        }
        Object known = explanation.isPresent() ? explanation.get() : onRecord(gateway, workflowId);
        if (json) {
            here.out().println(Json.mapper().writeValueAsString(known));
        } else {
            here.out().print(new Report(here.width()).of(known));
        }
        return 0;
    }
}
