package dev.ratchet.workflows.batch;

import io.temporal.failure.ActivityFailure;
import java.util.Optional;
import java.util.function.Supplier;

/** An activity without which one can go on. */
public final class Try {
    private Try() {}

    /** Empty when the activity failed for good. */
    public static <T> Optional<T> of(Supplier<T> activity) {
        try {
            return Optional.of(activity.get());
        } catch (ActivityFailure e) {
            return Optional.empty();
        }
    }
}
