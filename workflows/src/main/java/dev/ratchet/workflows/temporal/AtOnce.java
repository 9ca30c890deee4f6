package dev.ratchet.workflows.temporal;

import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Several pieces of work of a workflow beside each other. A piece that is more than one activity needs a coroutine, and
 * the SDK wakes every coroutine of a run whenever one of its activities answers: so none is made without need.
 */
public final class AtOnce {
    private AtOnce() {}

    /**
     * Asks an activity for each and waits for all.
     *
     * @param activity a method of a stub, as a method reference
     * @return answers in their order; empty where it failed for good
     */
    public static <A, T> List<Optional<T>> attempts(List<A> all, Functions.Func1<A, T> activity) {
        List<Promise<T>> asked =
                all.stream().map(each -> Async.function(activity, each)).toList();
        return asked.stream().map(answer -> Attempt.of(answer::get)).toList();
    }

    /** Asks an activity that answers nothing, and does not wait for it; the workflow task does. */
    public static <A> void begin(A question, Functions.Proc1<A> activity) {
        Async.procedure(activity, question);
    }

    /** Does the work for each and waits for all; answers in their order. */
    public static <A, T> List<T> forEach(List<A> all, Function<A, T> work) {
        return inOrder(all, () -> {}, (each, before) -> work.apply(each));
    }

    /**
     * As {@link #forEach}, for work of which some may only be done when all pieces before it have ended.
     *
     * @param first returns when the first piece may do it
     * @param work is given each and what returns when all before it have ended
     */
    public static <A, T> List<T> inOrder(List<A> all, Runnable first, BiFunction<A, Runnable, T> work) {
        if (all.size() == 1) {
            return List.of(work.apply(all.get(0), first));
        }
        List<Promise<T>> begun = new ArrayList<>();
        Runnable before = first;
        for (A each : all) {
            Runnable earlier = before;
            Promise<T> piece = Async.function(() -> {
                T done = work.apply(each, earlier);
                earlier.run();
                return done;
            });
            begun.add(piece);
            before = piece::get;
        }
        return begun.stream().map(Promise::get).toList();
    }
}
