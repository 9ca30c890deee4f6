package dev.ratchet.workflows.temporal;

import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.util.List;
import java.util.function.Function;

/** Several pieces of work of a workflow beside each other. */
public final class AtOnce {
    private AtOnce() {}

    /** Does the work for each and waits for all; answers in their order. */
    public static <A, T> List<T> forEach(List<A> all, Function<A, T> work) {
        List<Promise<T>> begun =
                all.stream().map(each -> Async.function(work::apply, each)).toList();
        return begun.stream().map(Promise::get).toList();
    }
}
