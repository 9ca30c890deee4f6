package dev.ratchet.starter.temporal;

import dev.ratchet.starter.command.Refused;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * Decides whether one request to a workflow is sent again: always while no worker answers, and for {@link #AWAY} while
 * Temporal itself cannot be reached. Only for requests that may be sent twice.
 */
public final class RetryPolicy {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** For how long Temporal may be unreachable. */
    private static final Duration AWAY = Duration.ofMinutes(1);

    /** A request that fails after so long has reached Temporal: an unreachable Temporal fails sooner. */
    private static final Duration REACHED = Duration.ofSeconds(30);

    private final TemporalConnection temporal;
    private Instant asked = Instant.now();
    private Instant answered = asked;

    public RetryPolicy(TemporalConnection temporal) {
        this.temporal = temporal;
    }

    public void answered() {
        answered = Instant.now();
    }

    /** Temporal was reached, but no worker answered. */
    public void silent() {
        temporal.warnNoAnswer();
    }

    /** @throws RuntimeException when sending again cannot help, or no longer */
    public void failed(RuntimeException e) {
        Failure failure = classify(e);
        if (asked.plus(REACHED).isBefore(Instant.now())) {
            answered();
        }
        if (failure == Failure.PERMANENT
                || (failure == Failure.TEMPORAL_AWAY && answered.plus(AWAY).isBefore(Instant.now()))) {
            throw temporal.translate(e);
        }
        if (failure == Failure.WORKER_SILENT) {
            answered();
        }
        temporal.warnNoAnswer();
    }

    /** To be called before the request is sent again. */
    public void pause() {
        pause(PAUSE);
    }

    /** @throws Refused when interrupted */
    public void pause(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
        asked = Instant.now();
        if (Thread.currentThread().isInterrupted()) {
            throw new Refused("INTERRUPTED", "interrupted; what was started goes on");
        }
    }

    /** Whether sending again can help. */
    private enum Failure {
        PERMANENT,
        /** Temporal was reached, but no worker answered. */
        WORKER_SILENT,
        /** Temporal itself may be unreachable. */
        TEMPORAL_AWAY
    }

    private static Failure classify(RuntimeException e) {
        StatusRuntimeException rpc = TemporalConnection.causeOf(e, StatusRuntimeException.class);
        if (rpc == null) {
            // update-with-start throws this without a cause when the worker died meanwhile
            return e instanceof WorkflowServiceException ? Failure.WORKER_SILENT : Failure.PERMANENT;
        }
        return switch (rpc.getStatus().getCode()) {
            case DEADLINE_EXCEEDED, ABORTED, CANCELLED, RESOURCE_EXHAUSTED, FAILED_PRECONDITION ->
                Failure.WORKER_SILENT;
            case UNAVAILABLE, INTERNAL, UNKNOWN -> Failure.TEMPORAL_AWAY;
            default -> Failure.PERMANENT;
        };
    }

    /** Whether the reuse policy forbids another run. Start throws a class of its own, update-with-start a gRPC status. */
    static boolean alreadyFinished(Throwable e) {
        StatusRuntimeException rpc = TemporalConnection.causeOf(e, StatusRuntimeException.class);
        return e instanceof WorkflowExecutionAlreadyStarted
                || (rpc != null && rpc.getStatus().getCode() == Code.ALREADY_EXISTS);
    }

    /** What is thrown for a run that failed in its first task, before it could be asked, and for a namespace that is not there. */
    static boolean endedAtOnce(Throwable e) {
        StatusRuntimeException rpc = TemporalConnection.causeOf(e, StatusRuntimeException.class);
        return rpc != null && rpc.getStatus().getCode() == Code.NOT_FOUND;
    }
}
