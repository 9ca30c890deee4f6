package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One turn of one run, but for the acting itself: from a state to what the gate accepts, and from what was observed on. */
final class Turn<S, A extends Action, O extends Observation> {
    private final Agent<S, A, O, ?> agent;
    private final Gate<S, A> gate;
    private final Planner<S> planner;
    private final LongSupplier clock;

    Turn(Agent<S, A, O, ?> agent, Planner<S> planner, LongSupplier clock) {
        this.agent = agent;
        this.gate = new Gate<>(agent);
        this.planner = planner;
        this.clock = clock;
    }

    /** What planning came to. */
    sealed interface Planned<S, A extends Action> {
        Progress<S> progress();
    }

    /** Nothing to act on: the proposal was rejected, or there was none. The turn is over. */
    record SetBack<S, A extends Action>(Progress<S> progress) implements Planned<S, A> {}

    /**
     * Accepted; the turn is over when {@link Turn#observed} has what the tools saw.
     *
     * @param before the turn, for who cannot act and wants to plan again
     * @param accepted as many as {@code proposals}, in their order
     */
    record Acting<S, A extends Action>(
            Progress<S> before,
            Progress<S> progress,
            String planner,
            List<Proposal> proposals,
            List<Verdict.Accepted<A>> accepted,
            Cost cost)
            implements Planned<S, A> {

        /** Of the first, and in most turns only, action. */
        ActionKind kind() {
            return accepted.get(0).action().kind();
        }
    }

    /** @param asking sees the budget with what the planner may cost reserved, before it is asked */
    Planned<S, A> plan(Progress<S> before, Consumer<Progress<S>> asking) {
        S state = before.state();
        Planner.Situation<S> situation =
                new Planner.Situation<>(state, agent.legal(state), before.rejection(), before.budget());
        String name = planner.name(situation);
        Cost reserved = planner.atMost(situation);
        if (!before.budget().affords(reserved)) {
            Planner.Plan unaffordable = new Planner.Unavailable(
                    "BUDGET_TOO_SMALL", "one more question could cost more than the budget has left", Cost.NONE);
            return judged(before, before.with(before.budget().step()), name, unaffordable);
        }
        Progress<S> reserving = before.with(before.budget().step().reserve(reserved));
        asking.accept(reserving);
        Planner.Plan plan = planner.propose(situation);
        return judged(before, reserving.with(reserving.budget().settle(reserved, plan.cost())), name, plan);
    }

    private Planned<S, A> judged(Progress<S> before, Progress<S> progress, String planner, Planner.Plan plan) {
        if (plan instanceof Planner.Unavailable unavailable) {
            S next = agent.reduce(
                    progress.state(), new Setback.PlannerUnavailable(unavailable.code(), unavailable.why()));
            return new SetBack<>(record(
                    progress, progress.setBack(next, null, 0), planner, null, unavailable.code(), null, plan.cost()));
        }
        if (plan instanceof Planner.Unusable unusable) {
            return rejected(progress, planner, null, unusable.code(), plan.cost());
        }
        List<Proposal> proposals = ((Planner.Proposed) plan).proposals();
        if (proposals.isEmpty()) {
            return rejected(progress, planner, null, Rejection.NOTHING_PROPOSED, plan.cost());
        }
        List<Verdict.Accepted<A>> accepted = new ArrayList<>();
        for (Proposal proposal : proposals) {
            Verdict<A> verdict = gate.judge(progress.state(), proposal);
            if (verdict instanceof Verdict.Rejected<A> rejected) {
                return rejected(
                        progress, planner, proposal, rejected.rejection().code(), plan.cost());
            }
            Verdict.Accepted<A> fine = (Verdict.Accepted<A>) verdict;
            if (proposals.size() > 1 && fine.action().kind().effect() != Effect.READ) {
                return rejected(progress, planner, proposal, Rejection.NOT_A_READY_SET, plan.cost());
            }
            accepted.add(fine);
        }
        return new Acting<>(before, progress, planner, proposals, accepted, plan.cost());
    }

    /** @param observations one for each accepted action */
    Progress<S> observed(Acting<S, A> acting, List<O> observations) {
        Progress<S> after = acting.progress();
        for (int i = 0; i < observations.size(); i++) {
            O observation = observations.get(i);
            S next = agent.reduce(after.state(), observation);
            Cost cost = i == 0 ? acting.cost() : Cost.NONE;
            Proposal proposal = acting.proposals().get(i);
            after = record(after, after.acted(next), acting.planner(), proposal, Step.ACCEPTED, observation, cost);
        }
        return after;
    }

    private SetBack<S, A> rejected(
            Progress<S> before, String planner, @Nullable Proposal proposal, String code, Cost cost) {
        int inARow = before.rejectionsInARow() + 1;
        S next = agent.reduce(before.state(), new Setback.ProposalRejected(code, inARow));
        Progress<S> counted = before.with(before.budget().rejection());
        return new SetBack<>(record(before, counted.setBack(next, code, inARow), planner, proposal, code, null, cost));
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
