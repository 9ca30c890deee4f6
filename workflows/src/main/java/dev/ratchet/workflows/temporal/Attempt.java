package dev.ratchet.workflows.temporal;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Activities without which one can go on. */
public final class Attempt {
    private Attempt() {}

    /** Empty when the activity failed for good. */
    public static <T> Optional<T> of(Supplier<T> activity) {
        try {
            return Optional.of(activity.get());
        } catch (ActivityFailure e) {
            return Optional.empty();
        }
    }

    /** Several at once, each as {@link #of}; answers in their order. */
    public static <T> List<Optional<T>> all(List<Supplier<T>> activities) {
        List<Promise<Optional<T>>> begun = activities.stream()
                .map(activity -> Async.function(() -> of(activity)))
                .toList();
        return begun.stream().map(Promise::get).toList();
    }
}
