package dev.ratchet.workflows.batch;

import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.AgentLoop.Paused;
import dev.ratchet.workflows.agent.AgentLoop.Result;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.agent.Turn;
import dev.ratchet.workflows.agent.planner.RulePlanner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Many runs of one agent through the one loop at the same time: in every turn each of them plans and is judged for itself,
 * and what was accepted is acted on kind by kind. No run sees another's state, and each takes the turns that it would take
 * alone. Only rules plan here.
 */
public final class Lockstep<S, A extends Action, O extends Observation> {
    private final Agent<S, A, O> agent;
    private final AgentLoop<S, A, O> loop;

    /** @param clock milliseconds since the epoch, by the workflow's clock */
    public Lockstep(Agent<S, A, O> agent, LongSupplier clock) {
        this.agent = agent;
        this.loop = new AgentLoop<>(agent, RulePlanner.of(agent), clock);
    }

    /**
     * A run that needs a model, or whose planner proposes several actions at once, is paused: that needs a run of its own.
     *
     * @param pause asked for each run between its turns
     * @return one for each, in the same order
     */
    public List<Result<S>> run(List<Progress<S>> from, GroupTools<S, A> tools, Predicate<Progress<S>> pause) {
        List<Progress<S>> progress = new ArrayList<>(from);
        List<@Nullable Result<S>> results = new ArrayList<>(Collections.nCopies(from.size(), null));
        while (results.contains(null)) {
            Map<ActionKind, List<Integer>> kinds = new LinkedHashMap<>();
            Map<Integer, Turn.Acting<S, A>> acting = new LinkedHashMap<>();
            for (int i = 0; i < from.size(); i++) {
                if (results.get(i) == null) {
                    plan(i, progress, results, pause).ifPresent(accepted -> {
                        acting.put(accepted.run(), accepted.acting());
                        kinds.computeIfAbsent(accepted.acting().kind(), kind -> new ArrayList<>())
                                .add(accepted.run());
                    });
                }
            }
            kinds.forEach((kind, runs) -> actOn(kind, runs, acting, tools, progress, results));
        }
        return results.stream().map(Objects::requireNonNull).toList();
    }

    private record Planned<S, A extends Action>(int run, Turn.Acting<S, A> acting) {}

    /** Empty when this run has come back, or its turn is over without an action. */
    private Optional<Planned<S, A>> plan(
            int run, List<Progress<S>> progress, List<@Nullable Result<S>> results, Predicate<Progress<S>> pause) {
        Progress<S> now = loop.elapsed(progress.get(run));
        Optional<Result<S>> over =
                loop.over(now, each -> agent.question(each.state()).isPresent() || pause.test(each));
        if (over.isPresent()) {
            results.set(run, over.get());
            return Optional.empty();
        }
        Turn.Planned<S, A> planned = loop.turn().plan(now, reserved -> {});
        progress.set(run, planned.progress());
        if (!(planned instanceof Turn.Acting<S, A> acting)) {
            return Optional.empty();
        }
        if (acting.accepted().size() > 1) {
            results.set(run, new Paused<>(now));
            return Optional.empty();
        }
        return Optional.of(new Planned<>(run, acting));
    }

    private void actOn(
            ActionKind kind,
            List<Integer> runs,
            Map<Integer, Turn.Acting<S, A>> acting,
            GroupTools<S, A> tools,
            List<Progress<S>> progress,
            List<@Nullable Result<S>> results) {
        List<GroupTools.Accepted<S, A>> accepted = runs.stream()
                .map(run -> Objects.requireNonNull(acting.get(run)))
                .map(each -> new GroupTools.Accepted<>(
                        each.progress().state(), each.accepted().get(0)))
                .toList();
        List<Optional<Observation>> observed = tools.act(kind, accepted);
        for (int i = 0; i < runs.size(); i++) {
            int run = runs.get(i);
            Turn.Acting<S, A> mine = Objects.requireNonNull(acting.get(run));
            if (observed.get(i).isPresent()) {
                progress.set(
                        run, loop.turn().observed(mine, List.of(observed.get(i).get())));
            } else {
                results.set(run, new Paused<>(mine.before()));
            }
        }
    }
}
