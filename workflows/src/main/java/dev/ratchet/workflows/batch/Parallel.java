package dev.ratchet.workflows.batch;

import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An activity for many items, asked in parts that are answered at the same time. */
public final class Parallel {
    private Parallel() {}

    /** At most {@code size} in each part, in this order. */
    public static <T> List<List<T>> parts(int size, List<T> all) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            parts.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return parts;
    }

    /**
     * Asks an activity for each part and waits for all.
     *
     * @param activity a method of a stub, as a method reference
     * @return answers in their order
     */
    public static <A, T> List<T> each(List<A> parts, Functions.Func1<A, T> activity) {
        return asked(parts, activity).stream().map(Promise::get).toList();
    }

    /** As {@link #each}; empty where it failed for good. */
    public static <A, T> List<Optional<T>> tryEach(List<A> parts, Functions.Func1<A, T> activity) {
        return asked(parts, activity).stream()
                .map(answer -> Try.of(answer::get))
                .toList();
    }

    private static <A, T> List<Promise<T>> asked(List<A> parts, Functions.Func1<A, T> activity) {
        return parts.stream().map(each -> Async.function(activity, each)).toList();
    }
}
