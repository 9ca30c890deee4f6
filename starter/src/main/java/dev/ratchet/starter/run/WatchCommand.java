package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.screen.RunReport;
import dev.ratchet.starter.screen.RunReport.Source;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.starter.temporal.RunClient;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "watch",
        description = "Follows a run until it has ended, one line per change.",
        mixinStandardHelpOptions = true)
public final class WatchCommand extends RunCommand {
    private static final int SECONDS_BETWEEN_LOOKS = 1;

    @Override
    int execute(String workflowId, CommandContext here, GatewayClient gateway) throws Exception {
        try (RunClient runs = RunClient.open(here)) {
            if (runs.status(workflowId).isPresent()) {
                return follow(workflowId, here, runs);
            }
        }
        RunSummary run = onRecord(gateway, workflowId).summary();
        here.out().print(new RunReport(here.width(), Source.RECORD).status(run));
        return 0;
    }

    private static int follow(String workflowId, CommandContext here, RunClient runs) throws InterruptedException {
        CompletableFuture<RunSummary> end = runs.end(workflowId);
        String said = null;
        while (true) {
            try {
                said = say(here, end.get(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS), said);
                return 0;
            } catch (TimeoutException e) {
                Optional<RunSummary> now = runs.status(workflowId);
                said = now.isPresent() ? say(here, now.get(), said) : said;
            } catch (ExecutionException e) {
                throw new Refused(
                        "FAILED", "the run failed; 'ratchet explain " + RunIds.brief(workflowId) + "' shows more");
            }
        }
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
