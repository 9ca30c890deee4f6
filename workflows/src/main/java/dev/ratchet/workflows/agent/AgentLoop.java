package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Step;
import java.util.ArrayList;
import java.util.List;
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
    private final Gate<S, A> gate;
    private final Planner<S> planner;
    private final Tools<A, O> tools;
    private final LongSupplier clock;
    private final Consumer<Progress<S>> watcher;

    /**
     * @param clock milliseconds since the epoch, by the workflow's clock
     * @param watcher sees the progress after every change
     */
    public AgentLoop(
            Agent<S, A, O, R> agent,
            Planner<S> planner,
            Tools<A, O> tools,
            LongSupplier clock,
            Consumer<Progress<S>> watcher) {
        this.agent = agent;
        this.gate = new Gate<>(agent);
        this.planner = planner;
        this.tools = tools;
        this.clock = clock;
        this.watcher = watcher;
    }

    /** How a call of {@link #run} came back. */
    public sealed interface Result<S, R> {
        Progress<S> progress();
    }

    public record Ended<S, R>(R outcome, Progress<S> progress) implements Result<S, R> {}

    /** Between two turns, at the caller's request; {@link #run} goes on from here. */
    public record Paused<S, R>(Progress<S> progress) implements Result<S, R> {}

    /** @param pause asked between turns whether the caller wants the run back unfinished */
    public Result<S, R> run(Progress<S> from, Predicate<Progress<S>> pause) {
        Progress<S> progress = from;
        while (true) {
            progress = progress.with(progress.budget().elapsed(clock.getAsLong() - progress.startedMillis()));
            watcher.accept(progress);
            Decision<R> decision = agent.decide(progress.state(), progress.budget());
            if (decision instanceof Decision.Stop<R> stop) {
                return new Ended<>(stop.outcome(), progress);
            }
            var exhausted = progress.budget().exhausted();
            if (exhausted.isPresent()) {
                return new Ended<>(agent.exhausted(progress.state(), exhausted.get()), progress);
            }
            if (pause.test(progress)) {
                return new Paused<>(progress);
            }
            progress = turn(progress);
        }
    }

    private Progress<S> turn(Progress<S> before) {
        S state = before.state();
        Planner.Situation<S> situation =
                new Planner.Situation<>(state, agent.legal(state), before.rejection(), before.budget());
        String name = planner.name(situation);
        Cost reserved = planner.atMost(situation);
        if (!before.budget().affords(reserved)) {
            Planner.Plan unaffordable = new Planner.Unavailable(
                    "BUDGET_TOO_SMALL", "one more question could cost more than the budget has left", Cost.NONE);
            return after(before.with(before.budget().step()), name, unaffordable);
        }
        Progress<S> asking = before.with(before.budget().step().reserve(reserved));
        watcher.accept(asking);
        Planner.Plan plan = planner.propose(situation);
        return after(asking.with(asking.budget().settle(reserved, plan.cost())), name, plan);
    }

    private Progress<S> after(Progress<S> progress, String planner, Planner.Plan plan) {
        if (plan instanceof Planner.Unavailable unavailable) {
            S next = agent.reduce(
                    progress.state(), new Setback.PlannerUnavailable(unavailable.code(), unavailable.why()));
            return record(
                    progress, progress.setBack(next, null, 0), planner, null, unavailable.code(), null, plan.cost());
        }
        if (plan instanceof Planner.Unusable unusable) {
            return rejected(progress, planner, null, unusable.code(), plan.cost());
        }
        List<Proposal> proposals = ((Planner.Proposed) plan).proposals();
        if (proposals.isEmpty()) {
            return rejected(progress, planner, null, Rejection.NOTHING_PROPOSED, plan.cost());
        }
        return proposals.size() == 1
                ? one(progress, planner, proposals.get(0), plan.cost())
                : readySet(progress, planner, proposals, plan.cost());
    }

    private Progress<S> one(Progress<S> progress, String planner, Proposal proposal, Cost cost) {
        Verdict<A> verdict = gate.judge(progress.state(), proposal);
        if (verdict instanceof Verdict.Rejected<A> rejected) {
            return rejected(progress, planner, proposal, rejected.rejection().code(), cost);
        }
        O observation = tools.act((Verdict.Accepted<A>) verdict);
        return acted(progress, planner, proposal, observation, cost);
    }

    /** Several READs in one turn; one that is not fine, and none is acted on. */
    private Progress<S> readySet(Progress<S> progress, String planner, List<Proposal> proposals, Cost cost) {
        List<Verdict.Accepted<A>> accepted = new ArrayList<>();
        for (Proposal proposal : proposals) {
            Verdict<A> verdict = gate.judge(progress.state(), proposal);
            if (verdict instanceof Verdict.Rejected<A> rejected) {
                return rejected(
                        progress, planner, proposal, rejected.rejection().code(), cost);
            }
            Verdict.Accepted<A> fine = (Verdict.Accepted<A>) verdict;
            if (fine.action().kind().effect() != Effect.READ) {
                return rejected(progress, planner, proposal, Rejection.NOT_A_READY_SET, cost);
            }
            accepted.add(fine);
        }
        List<O> observations = tools.actAll(accepted);
        Progress<S> after = progress;
        for (int i = 0; i < observations.size(); i++) {
            after = acted(after, planner, proposals.get(i), observations.get(i), i == 0 ? cost : Cost.NONE);
        }
        return after;
    }

    private Progress<S> acted(Progress<S> before, String planner, Proposal proposal, O observation, Cost cost) {
        S next = agent.reduce(before.state(), observation);
        return record(before, before.acted(next), planner, proposal, Step.ACCEPTED, observation, cost);
    }

    private Progress<S> rejected(
            Progress<S> before, String planner, @Nullable Proposal proposal, String code, Cost cost) {
        int inARow = before.rejectionsInARow() + 1;
        S next = agent.reduce(before.state(), new Setback.ProposalRejected(code, inARow));
        Progress<S> counted = before.with(before.budget().rejection());
        return record(before, counted.setBack(next, code, inARow), planner, proposal, code, null, cost);
    }

    private Progress<S> record(
            Progress<S> before,
            Progress<S> after,
            String planner,
            @Nullable Proposal proposal,
            String verdict,
            @Nullable O observation,
            Cost cost) {
        return after.recorded(new Step(
                before.steps() + 1,
                clock.getAsLong(),
                agent.phase(before.state()),
                planner,
                proposal == null ? "-" : proposal.name(),
                Digest.of(proposal == null ? "" : proposal.arguments()),
                verdict,
                observation == null ? null : observation.wire(),
                observation == null ? null : Digest.of(observation.toString()),
                cost.tokens(),
                cost.micros()));
    }
}
