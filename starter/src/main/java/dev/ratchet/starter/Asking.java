package dev.ratchet.starter;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * One question to a workflow, asked again for as long as that can help: always while a worker is silent, and while Temporal
 * is away for less than {@link #AWAY}. Only for what may be asked twice.
 */
final class Asking {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** How long Temporal may be away while something is handed in. */
    private static final Duration AWAY = Duration.ofMinutes(1);

    /** Who waits for an answer for so long has reached Temporal: it does not refuse that slowly. */
    private static final Duration REACHED = Duration.ofSeconds(30);

    private final Temporal temporal;
    private Instant asked = Instant.now();
    private Instant answered = asked;

    Asking(Temporal temporal) {
        this.temporal = temporal;
    }

    void answered() {
        answered = Instant.now();
    }

    /** Temporal is there, a worker is not. */
    void silent() {
        temporal.noticed();
    }

    /** @throws RuntimeException when asking again cannot help, or no longer */
    void failed(RuntimeException e) {
        Passing passing = passing(e);
        if (asked.plus(REACHED).isBefore(Instant.now())) {
            answered();
        }
        if (passing == Passing.NO
                || (passing == Passing.AWAY && answered.plus(AWAY).isBefore(Instant.now()))) {
            throw temporal.told(e);
        }
        if (passing == Passing.SILENT) {
            answered();
        }
        temporal.noticed();
    }

    /** Before it is asked again. */
    void pause() {
        pause(PAUSE);
    }

    /** @throws Refused when interrupted */
    void pause(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
        asked = Instant.now();
        if (Thread.currentThread().isInterrupted()) {
            throw new Refused("INTERRUPTED", "interrupted; what was started goes on");
        }
    }

    /** Whether asking again can help. */
    private enum Passing {
        NO,
        /** Temporal is there, a worker is not. */
        SILENT,
        /** Temporal itself may be away. */
        AWAY
    }

    private static Passing passing(RuntimeException e) {
        StatusRuntimeException rpc = Temporal.causeOf(e, StatusRuntimeException.class);
        if (rpc == null) {
            // what update-with-start throws when the worker died over it has no cause
            return e instanceof WorkflowServiceException ? Passing.SILENT : Passing.NO;
        }
        return switch (rpc.getStatus().getCode()) {
            case DEADLINE_EXCEEDED, ABORTED, CANCELLED, RESOURCE_EXHAUSTED, FAILED_PRECONDITION -> Passing.SILENT;
            case UNAVAILABLE, INTERNAL, UNKNOWN -> Passing.AWAY;
            default -> Passing.NO;
        };
    }

    /** The reuse policy forbids another run: start throws it by name, update-with-start as a bare gRPC status. */
    static boolean finished(Throwable e) {
        StatusRuntimeException rpc = Temporal.causeOf(e, StatusRuntimeException.class);
        return e instanceof WorkflowExecutionAlreadyStarted
                || (rpc != null && rpc.getStatus().getCode() == Code.ALREADY_EXISTS);
    }
}
