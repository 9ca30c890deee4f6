package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.effect.PersonStatement.Kind;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.StatementRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "deny", description = "Ends a run that waits, with a reason.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class DenyCommand extends RunCommand {
    @Option(names = "--why", paramLabel = "TEXT", required = true, description = "For the record, 1 to 400 characters.")
    private String why;

    @Option(names = "--as", paramLabel = "PERSON", description = "Who denies; you by default.")
    private @Nullable String as;

    @Override
    int execute(String workflowId, CommandContext here, GatewayClient gateway) {
        if (why.isBlank() || why.length() > PersonStatement.LONGEST_REASON) {
            throw new Refused(
                    "WHY",
                    "--why should have 1 to " + PersonStatement.LONGEST_REASON + " characters, not "
                            + why.strip().length());
        }
        PersonStatement said = gateway.state(new StatementRequest(workflowId, Kind.DENY, why.strip(), null, as));
        try (LiveRuns runs = RunAccess.open(here, gateway)) {
            RunSummary after = runs.decide(workflowId, new PersonDecision.State(said));
            here.out()
                    .println("Denied by " + said.person() + ". " + after.outcome() + " " + after.code() + ": "
                            + Tables.plain(after.why()));
            return 0;
        }
    }
}
