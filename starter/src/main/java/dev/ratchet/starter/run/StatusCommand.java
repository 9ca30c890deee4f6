package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.starter.screen.RunReport;
import dev.ratchet.starter.screen.RunReport.Source;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Json;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Where a run stands.", mixinStandardHelpOptions = true)
public final class StatusCommand extends RunCommand {
    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    int execute(String workflowId, CommandContext here, GatewayClient gateway) throws Exception {
        Optional<RunSummary> running;
        try (LiveRuns runs = RunAccess.open(here, gateway)) {
            running = runs.status(workflowId);
        }
        RunSummary run = running.isPresent()
                ? running.get()
                : onRecord(gateway, workflowId).summary();
        if (json) {
            here.out().println(Json.mapper().writeValueAsString(run));
        } else {
            Source source = running.isPresent() ? Source.TEMPORAL : Source.RECORD;
            here.out().print(new RunReport(here.width(), source).status(run));
        }
        return 0;
    }
}
