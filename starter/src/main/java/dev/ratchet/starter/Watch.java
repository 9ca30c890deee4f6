package dev.ratchet.starter;

import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
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
final class Watch extends ById {
    private static final int SECONDS_BETWEEN_LOOKS = 1;

    @Override
    int about(String workflowId, Surroundings here, GatewayClient gateway) throws Exception {
        try (Runs runs = Runs.open(here)) {
            Optional<Status> status = runs.status(workflowId);
            if (status.isEmpty()) {
                here.out().print(new Report(here.width()).of(onRecord(gateway, workflowId)));
                return 0;
            }
            return follow(workflowId, here, runs);
        }
    }

    private static int follow(String workflowId, Surroundings here, Runs runs) throws InterruptedException {
        CompletableFuture<Status> end = runs.end(workflowId);
        String said = null;
        while (true) {
            try {
                said = say(here, end.get(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS), said);
                return 0;
            } catch (TimeoutException e) {
                Optional<Status> now = runs.status(workflowId);
                said = now.isPresent() ? say(here, now.get(), said) : said;
            } catch (ExecutionException e) {
                throw new Refused(
                        "FAILED", "the run failed; 'ratchet explain " + RunIds.brief(workflowId) + "' tells more");
            }
        }
    }

    private static String say(Surroundings here, Status now, @Nullable String said) {
        String line = now.phase() + "  " + now.standing() + "  " + now.code() + "  " + Tables.plain(now.why());
        if (!line.equals(said)) {
            here.out().println(Report.time(Instant.now()) + "  " + line);
            here.out().flush();
        }
        return line;
    }
}
