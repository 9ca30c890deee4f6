package dev.ratchet.workflows.temporal;

import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.util.List;
import java.util.function.Supplier;

/** Several pieces of work of a workflow beside each other. */
public final class AtOnce {
    private AtOnce() {}

    /** Waits for all; answers in their order. */
    public static <T> List<T> all(List<Supplier<T>> works) {
        List<Promise<T>> begun =
                works.stream().map(work -> Async.function(work::get)).toList();
        return begun.stream().map(Promise::get).toList();
    }
}
