package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.starter.screen.RunReport;
import dev.ratchet.starter.screen.RunReport.Source;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.run.Explanation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        description = "Why a run stands where it stands, and what may happen next.",
        mixinStandardHelpOptions = true)
public final class ExplainCommand extends RunCommand {
    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    int execute(String workflowId, CommandContext here, GatewayClient gateway) throws Exception {
        Optional<Explanation> running;
        try (LiveRuns runs = RunAccess.open(here, gateway)) {
            running = runs.explain(workflowId);
        }
        Explanation explanation = running.isPresent() ? quoted(running.get(), gateway) : onRecord(gateway, workflowId);
        if (json) {
            here.out().println(Json.mapper().writeValueAsString(explanation));
        } else {
            Source source = running.isPresent() ? Source.TEMPORAL : Source.RECORD;
            here.out().print(new RunReport(here.width(), source).explanation(explanation));
        }
        return 0;
    }
}
