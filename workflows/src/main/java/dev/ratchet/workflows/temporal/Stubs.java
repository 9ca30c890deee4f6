package dev.ratchet.workflows.temporal;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Activity stubs: one set of options per kind of capability, in one place. */
public final class Stubs {
    private Stubs() {}

    /**
     * For what takes milliseconds: reading, rules, ledger, lists, audit. Recorded as one marker each, without its
     * arguments. Retried for ever, because only a database that is away can make it fail more than once; a wait of more
     * than five seconds becomes a timer, so that the workflow task is not held.
     *
     * <p>"For ever" has to be a number: unlike the server, the SDK retries a local activity only when it has a limit of
     * attempts or a schedule-to-close timeout.
     */
    public static <T> T quick(Class<T> activities, String summary) {
        return Workflow.newLocalActivityStub(
                activities,
                LocalActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofSeconds(30))
                        .setLocalRetryThreshold(Duration.ofSeconds(5))
                        .setDoNotIncludeArgumentsIntoMarker(true)
                        .setSummary(summary)
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(Duration.ofMillis(200))
                                .setBackoffCoefficient(2)
                                .setMaximumInterval(Duration.ofSeconds(15))
                                .setMaximumAttempts(Integer.MAX_VALUE)
                                .build())
                        .build());
    }

    /** As {@link #quick}, for what a run can do without: given up after three attempts, or a minute. */
    public static <T> T dispensable(Class<T> activities, String summary) {
        return Workflow.newLocalActivityStub(
                activities,
                LocalActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofSeconds(20))
                        .setScheduleToCloseTimeout(Duration.ofMinutes(1))
                        .setDoNotIncludeArgumentsIntoMarker(true)
                        .setSummary(summary)
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(Duration.ofMillis(200))
                                .setBackoffCoefficient(2)
                                .setMaximumAttempts(3)
                                .build())
                        .build());
    }

    /**
     * For a model call: minutes at most, heartbeats while it lasts. The activity itself says when to try again and when to give
     * up; after {@code patience} the run does without it.
     */
    public static <T> T model(Class<T> activities, String summary, Duration patience) {
        return Workflow.newActivityStub(
                activities,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(5))
                        .setScheduleToCloseTimeout(patience)
                        .setHeartbeatTimeout(Duration.ofSeconds(30))
                        .setSummary(summary)
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(Duration.ofSeconds(1))
                                .setBackoffCoefficient(2)
                                .setMaximumInterval(Duration.ofMinutes(1))
                                .build())
                        .build());
    }

    /**
     * For what takes seconds to minutes and asks no model: reading a document, indexing its passages. The activity heartbeats, so
     * that another worker takes over ten seconds after its worker died. Retried for ever, as {@link #quick}.
     */
    public static <T> T work(Class<T> activities, String summary) {
        return Workflow.newActivityStub(
                activities,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(15))
                        .setHeartbeatTimeout(Duration.ofSeconds(10))
                        .setSummary(summary)
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(Duration.ofMillis(200))
                                .setBackoffCoefficient(2)
                                .setMaximumInterval(Duration.ofSeconds(15))
                                .build())
                        .build());
    }
}
