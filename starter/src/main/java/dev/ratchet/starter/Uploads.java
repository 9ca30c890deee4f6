package dev.ratchet.starter;

import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings files to the gateway.
 *
 * @param limit most bytes that the gateway takes
 */
record Uploads(GatewayClient gateway, String submitter, long limit) {
    /** How long the gateway may be away in the middle of it. */
    private static final Duration AWAY = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Set<String> PASSING = Set.of(Problem.NOT_READY, "HTTP_502", "HTTP_503", "HTTP_504");

    sealed interface Result {}

    record Kept(DocumentRef document) implements Result {}

    /** Nothing was kept, and the line says why. */
    record Not(Line line) implements Result {}

    /** @throws Unreachable when the gateway is away */
    Result take(Path file) {
        try {
            if (Files.isDirectory(file)) {
                return not(file, Standing.FAILED, "A_FOLDER", "it is a folder; 'ratchet submit DIR' takes its files");
            }
            return Files.size(file) > limit ? tooLarge(file) : new Kept(gateway.upload(file, submitter));
        } catch (IOException | UncheckedIOException e) {
            return not(file, Standing.FAILED, "UNREADABLE", unreadable(file, e));
        } catch (Refused e) {
            return e.code().equals(Problem.TOO_LARGE)
                    ? tooLarge(file)
                    : not(file, Standing.FAILED, e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** As {@link #take}, and again while the gateway is away for less than a minute. */
    Result takePatiently(Path file) {
        Instant until = Instant.now().plus(AWAY);
        while (true) {
            boolean late =
                    Instant.now().isAfter(until) || Thread.currentThread().isInterrupted();
            try {
                Result result = take(file);
                boolean passing =
                        result instanceof Not not && PASSING.contains(not.line().code());
                if (late || !passing) {
                    return result;
                }
            } catch (Unreachable e) {
                if (late) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Not tooLarge(Path file) {
        return not(
                file, Standing.REFUSED, Problem.TOO_LARGE, "more than " + limit + " bytes, the most the gateway takes");
    }

    private static Not not(Path file, Standing outcome, String code, String why) {
        return new Not(Line.withoutRun(file, outcome, code, why));
    }

    private static String unreadable(Path file, Exception e) {
        boolean missing =
                e instanceof NoSuchFileException || e.getCause() instanceof NoSuchFileException || !Files.exists(file);
        return missing ? "there is no such file" : "the file cannot be read";
    }
}
