package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.starter.screen.RunReport;
import dev.ratchet.starter.screen.RunReport.Source;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Json;
import java.io.IOException;
import picocli.CommandLine.Option;

/** Takes to a run what a person proposes, and tells what came of it. */
final class ProposalAnswer {
    @Option(names = "--json", description = "Where the run came to rest, as JSON.")
    private boolean json;

    /** Exit code 1 when the run did not take it, and when it failed. */
    int decide(String workflowId, PersonStatement said, CommandContext here, GatewayClient gateway) throws IOException {
        RunSummary after;
        try (LiveRuns runs = RunAccess.open(here, gateway)) {
            after = runs.decide(workflowId, new PersonDecision.State(said));
        }
        if (json) {
            here.out().println(Json.mapper().writeValueAsString(after));
        } else {
            here.out().print(new RunReport(here.width(), Source.TEMPORAL).status(after));
        }
        return after.status() == RunStatus.FAILED || after.code().equals(PersonStatement.NOT_TAKEN)
                ? ExitCode.FAILED
                : 0;
    }
}
