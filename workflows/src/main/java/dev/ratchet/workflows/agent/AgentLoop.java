package dev.ratchet.workflows.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one loop: decide, plan, validate, act, reduce. State constrains the actions, a planner proposes one, the gate
 * judges it, a tool observes, the reducer changes the state, and the runtime, not the planner, decides whether to stop.
 */
public final class AgentLoop<S, A extends Action, O extends Observation, R> {
    private final Agent<S, A, O, R> agent;
    private final Turn<S, A, O> turn;
    private final LongSupplier clock;

    /** @param clock milliseconds since the epoch, by the workflow's clock */
    public AgentLoop(Agent<S, A, O, R> agent, Planner<S> planner, LongSupplier clock) {
        this.agent = agent;
        this.turn = new Turn<>(agent, planner, clock);
        this.clock = clock;
    }

    /** How a run came back. */
    public sealed interface Result<S, R> {
        Progress<S> progress();
    }

    public record Ended<S, R>(R outcome, Progress<S> progress) implements Result<S, R> {}

    /** Between two turns; the loop goes on from here when it is given the progress. */
    public record Paused<S, R>(Progress<S> progress) implements Result<S, R> {}

    /**
     * @param watcher sees the progress after every change
     * @param pause asked between turns whether the caller wants the run back unfinished
     */
    public Result<S, R> run(
            Progress<S> from, Tools<S, A, O> tools, Consumer<Progress<S>> watcher, Predicate<Progress<S>> pause) {
        Progress<S> progress = from;
        while (true) {
            progress = elapsed(progress);
            watcher.accept(progress);
            Optional<Result<S, R>> over = over(progress, pause);
            if (over.isPresent()) {
                return over.get();
            }
            Turn.Planned<S, A> planned = turn.plan(progress, watcher);
            progress = planned instanceof Turn.Acting<S, A> acting
                    ? turn.observed(acting, tools.actAll(acting.progress().state(), acting.accepted()))
                    : planned.progress();
        }
    }

    /**
     * Many runs in lockstep: in every turn each of them plans and is judged for itself, and what was accepted is acted on
     * kind by kind. No run sees another's state, and each takes the turns that it would take alone. A run whose planner
     * proposes several actions at once is paused: that needs a run of its own.
     *
     * @param pause asked for each run between its turns
     * @return one for each, in the same order
     */
    public List<Result<S, R>> runAll(List<Progress<S>> from, GroupTools<S, A, O> tools, Predicate<Progress<S>> pause) {
        List<Progress<S>> progress = new ArrayList<>(from);
        List<@Nullable Result<S, R>> results = new ArrayList<>(java.util.Collections.nCopies(from.size(), null));
        while (results.contains(null)) {
            Map<ActionKind, List<Integer>> kinds = new LinkedHashMap<>();
            Map<Integer, Turn.Acting<S, A>> acting = new LinkedHashMap<>();
            for (int i = 0; i < from.size(); i++) {
                if (results.get(i) != null) {
                    continue;
                }
                Progress<S> now = elapsed(progress.get(i));
                results.set(i, over(now, pause).orElse(null));
                if (results.get(i) == null) {
                    Turn.Planned<S, A> planned = turn.plan(now, reserved -> {});
                    progress.set(i, planned.progress());
                    if (planned instanceof Turn.Acting<S, A> several
                            && several.accepted().size() > 1) {
                        results.set(i, new Paused<>(now));
                    } else if (planned instanceof Turn.Acting<S, A> accepted) {
                        acting.put(i, accepted);
                        kinds.computeIfAbsent(accepted.kind(), kind -> new ArrayList<>())
                                .add(i);
                    }
                }
            }
            kinds.forEach((kind, runs) -> actOn(kind, runs, acting, tools, progress, results));
        }
        return results.stream().map(Objects::requireNonNull).toList();
    }

    private void actOn(
            ActionKind kind,
            List<Integer> runs,
            Map<Integer, Turn.Acting<S, A>> acting,
            GroupTools<S, A, O> tools,
            List<Progress<S>> progress,
            List<@Nullable Result<S, R>> results) {
        List<GroupTools.Asked<S, A>> asked = runs.stream()
                .map(run -> Objects.requireNonNull(acting.get(run)))
                .map(each -> new GroupTools.Asked<>(
                        each.progress().state(), each.accepted().get(0)))
                .toList();
        List<Optional<O>> observed = tools.act(kind, asked);
        for (int i = 0; i < runs.size(); i++) {
            int run = runs.get(i);
            Turn.Acting<S, A> mine = Objects.requireNonNull(acting.get(run));
            if (observed.get(i).isPresent()) {
                progress.set(run, turn.observed(mine, List.of(observed.get(i).get())));
            } else {
                results.set(run, new Paused<>(mine.before()));
            }
        }
    }

    private Progress<S> elapsed(Progress<S> progress) {
        return progress.with(progress.budget().elapsed(clock.getAsLong() - progress.startedMillis()));
    }

    /** The runtime's say, first in each turn. */
    private Optional<Result<S, R>> over(Progress<S> progress, Predicate<Progress<S>> pause) {
        Decision<R> decision = agent.decide(progress.state(), progress.budget());
        if (decision instanceof Decision.Stop<R> stop) {
            return Optional.of(new Ended<>(stop.outcome(), progress));
        }
        Optional<Budget.Resource> exhausted = progress.budget().exhausted();
        if (exhausted.isPresent()) {
            return Optional.of(new Ended<>(agent.exhausted(progress.state(), exhausted.get()), progress));
        }
        return pause.test(progress) ? Optional.of(new Paused<>(progress)) : Optional.empty();
    }
}
