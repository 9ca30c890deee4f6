package dev.ratchet.activities;

import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.workflows.contract.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong in an activity into a failure with a frozen type; the only place that decides retry or not. */
public final class Failures {
    private Failures() {}

    /** Runs the work of one activity; whatever it throws leaves as an {@link ApplicationFailure}. */
    public static <T> T guard(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw classify(e);
        } catch (Error e) {
            throw crashed(e);
        }
    }

    /** Without its cause and its stack trace: there may be no memory for them. */
    public static ApplicationFailure crashed(Error error) {
        return of(FailureType.CRASHED, "the work ended in " + error.getClass().getSimpleName(), null);
    }

    /** This failure as it is after so many attempts, from 1: one that is not tried again is final. */
    public static ApplicationFailure after(int attempt, ApplicationFailure failure) {
        boolean last = Arrays.stream(FailureType.values())
                .anyMatch(type -> type.name().equals(failure.getType()) && !type.retriedAfter(attempt));
        if (last) {
            failure.setNonRetryable(true);
        }
        return failure;
    }

    public static ApplicationFailure of(FailureType type, String why, @Nullable Throwable cause) {
        return of(type, why, cause, null);
    }

    /** @param retryAfter when the other side said when to come back; only for types that are retried */
    public static ApplicationFailure of(
            FailureType type, String why, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        ApplicationFailure.Builder failure = ApplicationFailure.newBuilder()
                .setType(type.name())
                .setMessage(why)
                .setNonRetryable(!type.retriedAfter(1));
        if (cause != null) {
            failure.setCause(cause);
        }
        if (retryAfter != null) {
            failure.setNextRetryDelay(retryAfter);
        }
        return failure.build();
    }

    private static ApplicationFailure classify(Exception e) {
        if (e instanceof ApplicationFailure known) {
            return known;
        }
        if (e instanceof ContentStore.TooLargeException tooLarge) {
            return of(FailureType.TOO_LARGE, "more than " + tooLarge.cap() + " bytes", e);
        }
        SQLException sql = causeOf(e, SQLException.class);
        if (sql != null) {
            return of(databaseFailure(sql), "database: SQLSTATE " + sql.getSQLState(), e);
        }
        if (e instanceof IOException) {
            return of(FailureType.UNEXPECTED, "input or output failed: " + e.getMessage(), e);
        }
        if (e instanceof IllegalArgumentException) {
            return of(FailureType.BAD_INPUT, String.valueOf(e.getMessage()), e);
        }
        return of(FailureType.UNEXPECTED, e.getClass().getSimpleName(), e);
    }

    /**
     * Classes 08 (connection), 40 (rollback, deadlock), 53 (resources), 57 (operator intervention) and 58 (system) pass
     * with time; PostgreSQL 18 manual, appendix A. A pool that gives no connection has no state at all.
     */
    private static FailureType databaseFailure(SQLException e) {
        String state = e.getSQLState();
        boolean passes = state == null || state.matches("(08|40|53|57|58).*") || state.equals("55P03");
        return passes ? FailureType.DATABASE_UNAVAILABLE : FailureType.DATABASE_REFUSED;
    }

    /** The first of this type among an exception and its causes; null when there is none. */
    public static <E extends Throwable> @Nullable E causeOf(Throwable e, Class<E> type) {
        Throwable at = e;
        for (int depth = 0; at != null && depth < 20; depth++, at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
