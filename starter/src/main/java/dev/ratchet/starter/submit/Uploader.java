package dev.ratchet.starter.submit;

import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.command.Unreachable;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.gateway.DocumentKept;
import dev.ratchet.workflows.gateway.DocumentKept.Contents;
import dev.ratchet.workflows.gateway.Problem;
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
 * Uploads files to the gateway.
 *
 * @param limit the most bytes that the gateway takes
 */
record Uploader(GatewayClient gateway, String submitter, long limit) {
    /** For how long the gateway may be unreachable during a submission. */
    private static final Duration AWAY = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String OF_A_CONTAINER = "CONTAINER_";
    private static final Set<String> TRANSIENT =
            Set.of(Problem.NOT_READY, Problem.BUSY, "HTTP_502", "HTTP_503", "HTTP_504");

    sealed interface Result {}

    record Kept(DocumentRef document) implements Result {}

    /** A container, and what is in it. */
    record Unpacked(Contents contents) implements Result {}

    /** Nothing was kept; the result says why. */
    record NotKept(SubmitResult result) implements Result {}

    /** @throws Unreachable when the gateway cannot be reached */
    Result upload(Path file) {
        try {
            if (Files.isDirectory(file)) {
                return notKept(
                        file, SubmitOutcome.FAILED, "A_FOLDER", "it is a folder; 'ratchet submit DIR' takes its files");
            }
            return Files.size(file) > limit ? tooLarge(file) : result(gateway.upload(file, submitter));
        } catch (IOException | UncheckedIOException e) {
            return notKept(file, SubmitOutcome.FAILED, "UNREADABLE", unreadable(file, e));
        } catch (Refused e) {
            return e.code().equals(Problem.TOO_LARGE)
                    ? tooLarge(file)
                    : notKept(file, outcome(e.code()), e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** As {@link #upload}, and again while the gateway cannot be reached, for {@link #AWAY}. */
    Result uploadWithRetry(Path file) {
        Instant until = Instant.now().plus(AWAY);
        while (true) {
            boolean late =
                    Instant.now().isAfter(until) || Thread.currentThread().isInterrupted();
            try {
                Result result = upload(file);
                boolean transientError = result instanceof NotKept notKept
                        && TRANSIENT.contains(notKept.result().code());
                if (late || !transientError) {
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

    private static Result result(DocumentKept kept) {
        return kept.contents() == null ? new Kept(kept.document()) : new Unpacked(kept.contents());
    }

    /** What the gateway says of the bytes themselves is a decision. */
    private static SubmitOutcome outcome(String code) {
        return code.startsWith(OF_A_CONTAINER) ? SubmitOutcome.REFUSED : SubmitOutcome.FAILED;
    }

    private NotKept tooLarge(Path file) {
        return notKept(
                file,
                SubmitOutcome.REFUSED,
                Problem.TOO_LARGE,
                "more than " + limit + " bytes, the most the gateway takes");
    }

    private static NotKept notKept(Path file, SubmitOutcome outcome, String code, String why) {
        return new NotKept(SubmitResult.withoutRun(file.toString(), outcome, code, why));
    }

    private static String unreadable(Path file, Exception e) {
        boolean missing =
                e instanceof NoSuchFileException || e.getCause() instanceof NoSuchFileException || !Files.exists(file);
        return missing ? "there is no such file" : "the file cannot be read";
    }
}
