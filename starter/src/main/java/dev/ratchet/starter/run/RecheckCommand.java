package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.starter.screen.RunReport;
import dev.ratchet.starter.screen.RunReport.Source;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.effect.PersonStatement.Kind;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.StatementRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "recheck",
        description = "Checks a waiting run again, after the problem was corrected.",
        mixinStandardHelpOptions = true)
public final class RecheckCommand extends RunCommand {
    @Option(names = "--as", paramLabel = "PERSON", description = "Who asks; you by default.")
    private @Nullable String as;

    @Override
    int execute(String workflowId, CommandContext here, GatewayClient gateway) {
        PersonStatement said = gateway.state(new StatementRequest(workflowId, Kind.RECHECK, null, null, as));
        try (LiveRuns runs = RunAccess.open(here, gateway)) {
            RunSummary after = runs.decide(workflowId, new PersonDecision.State(said));
            here.out().print(new RunReport(here.width(), Source.TEMPORAL).status(after));
            return after.status() == RunStatus.FAILED ? ExitCode.FAILED : 0;
        }
    }
}
