package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.starter.screen.RunReport;
import dev.ratchet.starter.screen.RunReport.Source;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "watch",
        description = "Follows a run until it has ended, one line per change.",
        mixinStandardHelpOptions = true)
public final class WatchCommand extends RunCommand {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    @Override
    int execute(String workflowId, CommandContext here, GatewayClient gateway) {
        try (LiveRuns runs = RunAccess.open(here, gateway)) {
            Optional<RunSummary> now = runs.status(workflowId);
            if (now.isPresent()) {
                return follow(now.get(), here, runs);
            }
        }
        RunSummary run = onRecord(gateway, workflowId).summary();
        here.out().print(new RunReport(here.width(), Source.RECORD).status(run));
        return 0;
    }

    private static int follow(RunSummary first, CommandContext here, LiveRuns runs) {
        RunSummary now = first;
        String said = say(here, now, null);
        while (!now.status().ended()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new Refused("INTERRUPTED", "interrupted; the run goes on");
            }
            now = runs.status(now.workflowId()).orElse(now);
            said = say(here, now, said);
        }
        if (now.status() == RunStatus.FAILED) {
            throw new Refused(
                    "FAILED", "the run failed; 'ratchet explain " + RunIds.brief(now.workflowId()) + "' shows more");
        }
        return 0;
    }

    private static String say(CommandContext here, RunSummary now, @Nullable String said) {
        String line = now.phase() + "  " + now.outcome() + "  " + now.code() + "  " + Tables.plain(now.why());
        if (!line.equals(said)) {
            here.out().println(RunReport.time(Instant.now()) + "  " + line);
            here.out().flush();
        }
        return line;
    }
}
