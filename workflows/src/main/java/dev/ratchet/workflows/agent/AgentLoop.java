package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.agent.planner.Planner;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The one loop: decide, plan, validate, act, reduce. State constrains the actions, a planner proposes one, the gate
 * judges it, a tool observes, the reducer changes the state, and the runtime, not the planner, decides whether to stop.
 */
public final class AgentLoop<S, A extends Action, O extends Observation> {
    private final Agent<S, A, O> agent;
    private final Turn<S, A, O> turn;
    private final LongSupplier clock;

    /** @param clock milliseconds since the epoch, by the workflow's clock */
    public AgentLoop(Agent<S, A, O> agent, Planner<S> planner, LongSupplier clock) {
        this.agent = agent;
        this.turn = new Turn<>(agent, planner, clock);
        this.clock = clock;
    }

    /** How a run came back. */
    public sealed interface Result<S> {
        Progress<S> progress();
    }

    public record Ended<S>(Outcome outcome, Progress<S> progress) implements Result<S> {}

    /** Between two turns; the loop goes on from here when it is given the progress. */
    public record Paused<S>(Progress<S> progress) implements Result<S> {}

    /**
     * @param watcher sees the progress after every change
     * @param pause asked between turns whether the caller wants the run back unfinished
     */
    public Result<S> run(
            Progress<S> from, Tools<S, A> tools, Consumer<Progress<S>> watcher, Predicate<Progress<S>> pause) {
        Progress<S> progress = from;
        while (true) {
            progress = elapsed(progress);
            watcher.accept(progress);
            Optional<Result<S>> over = over(progress, pause);
            if (over.isPresent()) {
                return over.get();
            }
            Turn.Planned<S, A> planned = turn.plan(progress, watcher);
            progress = planned instanceof Turn.Acting<S, A> acting
                    ? turn.observed(acting, tools.actAll(acting.progress().state(), acting.accepted()))
                    : planned.progress();
        }
    }

    /** The turns of this loop, for who takes many runs through it at once. */
    public Turn<S, A, O> turn() {
        return turn;
    }

    /** With the wall time that has passed since the run began. */
    public Progress<S> elapsed(Progress<S> progress) {
        return progress.with(progress.budget().elapsed(clock.getAsLong() - progress.startedMillis()));
    }

    /** The runtime's say, first in each turn; empty when the run goes on. */
    public Optional<Result<S>> over(Progress<S> progress, Predicate<Progress<S>> pause) {
        Decision decision = agent.decide(progress.state(), progress.budget());
        if (decision instanceof Decision.Stop stop) {
            return Optional.of(new Ended<>(stop.outcome(), progress));
        }
        Optional<Budget.Resource> exhausted = progress.budget().exhausted();
        if (exhausted.isPresent()) {
            return Optional.of(new Ended<>(agent.exhausted(progress.state(), exhausted.get()), progress));
        }
        return pause.test(progress) ? Optional.of(new Paused<>(progress)) : Optional.empty();
    }
}
