package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.agent.gate.Gate;
import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.agent.gate.Verdict;
import dev.ratchet.workflows.agent.planner.Planner;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One turn of one run, but for the acting itself: from a state to what the gate accepts, and from what was observed on. */
public final class Turn<S, A extends Action, O extends Observation> {
    private final Agent<S, A, O> agent;
    private final Gate<S, A> gate;
    private final Planner<S> planner;
    private final LongSupplier clock;

    public Turn(Agent<S, A, O> agent, Planner<S> planner, LongSupplier clock) {
        this.agent = agent;
        this.gate = new Gate<>(agent);
        this.planner = planner;
        this.clock = clock;
    }

    /** What planning came to. */
    public sealed interface Planned<S, A extends Action> {
        Progress<S> progress();
    }

    /** Nothing to act on: the proposal was rejected, or there was none. The turn is over. */
    public record Failed<S, A extends Action>(Progress<S> progress) implements Planned<S, A> {}

    /**
     * Accepted; the turn is over when {@link Turn#observed} has what the tools saw.
     *
     * @param before the turn, for a caller that cannot act and goes back
     * @param accepted as many as {@code proposals}, in their order
     * @param times of the turn until the gate had judged
     */
    public record Acting<S, A extends Action>(
            Progress<S> before,
            Progress<S> progress,
            String planner,
            List<Proposal> proposals,
            List<Verdict.Accepted<A>> accepted,
            Cost cost,
            Times times)
            implements Planned<S, A> {

        /** Of the first, and in most turns only, action. */
        public ActionKind kind() {
            return accepted.get(0).action().kind();
        }
    }

    /** When a turn began and when its proposal was judged, in milliseconds since the epoch. */
    public record Times(long began, long planned) {}

    /** @param asking sees the budget with what the planner may cost reserved, before it is asked */
    public Planned<S, A> plan(Progress<S> before, Consumer<Progress<S>> asking) {
        long began = clock.getAsLong();
        S state = before.state();
        Planner.Situation<S> situation = new Planner.Situation<>(
                state, agent.open(state), before.rejection(), before.rejectionsInARow(), before.budget());
        String name = planner.name(situation);
        Cost reserved = planner.atMost(situation);
        if (!before.budget().affords(reserved)) {
            Planner.Plan unaffordable = new Planner.Unavailable(
                    "BUDGET_TOO_SMALL", "one more question could cost more than the budget has left", Cost.NONE);
            return judged(began, before, before.with(before.budget().step()), name, unaffordable);
        }
        Progress<S> reserving = before.with(before.budget().step().reserve(reserved));
        asking.accept(reserving);
        Planner.Plan plan = planner.propose(situation);
        String by = plan instanceof Planner.Answered answered ? answered.by() : name;
        return judged(began, before, reserving.with(reserving.budget().settle(reserved, plan.cost())), by, plan);
    }

    private Planned<S, A> judged(
            long began, Progress<S> before, Progress<S> progress, String planner, Planner.Plan plan) {
        Times times = new Times(began, clock.getAsLong());
        if (plan instanceof Planner.Unavailable unavailable) {
            TurnFailure failure = new TurnFailure.PlannerUnavailable(unavailable.code(), unavailable.why());
            return failed(times, progress, progress, planner, null, failure, 0, plan.cost());
        }
        if (plan instanceof Planner.Unusable unusable) {
            return rejected(
                    times,
                    progress,
                    planner,
                    null,
                    new Rejection(unusable.code(), "the answer is no proposal"),
                    plan.cost());
        }
        List<Proposal> proposals = ((Planner.Proposed) plan).proposals();
        if (proposals.isEmpty()) {
            return rejected(
                    times,
                    progress,
                    planner,
                    null,
                    new Rejection(Rejection.NOTHING_PROPOSED, "nothing was proposed"),
                    plan.cost());
        }
        List<Verdict.Accepted<A>> accepted = new ArrayList<>();
        for (Proposal proposal : proposals) {
            Verdict<A> verdict = gate.judge(progress.state(), proposal);
            if (verdict instanceof Verdict.Rejected<A> rejected) {
                return rejected(times, progress, planner, proposal, rejected.rejection(), plan.cost());
            }
            Verdict.Accepted<A> fine = (Verdict.Accepted<A>) verdict;
            if (proposals.size() > 1 && fine.action().kind().effect() != Effect.READ) {
                return rejected(
                        times,
                        progress,
                        planner,
                        proposal,
                        new Rejection(Rejection.NOT_A_READY_SET, "several proposals in one step must all be to read"),
                        plan.cost());
            }
            accepted.add(fine);
        }
        return new Acting<>(before, progress, planner, proposals, accepted, plan.cost(), times);
    }

    /** @param observations one for each accepted action */
    public Progress<S> observed(Acting<S, A> acting, List<? extends Observation> observations) {
        Progress<S> after = acting.progress();
        for (int i = 0; i < observations.size(); i++) {
            Observation observation = observations.get(i);
            S next = Reduction.of(agent, after.state(), observation);
            Cost cost = i == 0 ? acting.cost() : Cost.NONE;
            Proposal proposal = acting.proposals().get(i);
            after = record(
                    acting.times(),
                    after,
                    after.acted(next),
                    acting.planner(),
                    proposal,
                    Step.ACCEPTED,
                    observation.wire(),
                    observation,
                    cost);
        }
        return after;
    }

    private Failed<S, A> rejected(
            Times times,
            Progress<S> before,
            String planner,
            @Nullable Proposal proposal,
            Rejection rejection,
            Cost cost) {
        Optional<PersonStatement> person = agent.pending(before.state());
        if (person.isPresent()) {
            TurnFailure told = new TurnFailure.PersonRejected(
                    rejection.code(), rejection.why(), person.get().person());
            return failed(times, before, before, planner, proposal, told, 0, cost);
        }
        int inARow = before.rejectionsInARow() + 1;
        return failed(
                times,
                before,
                before.with(before.budget().rejection()),
                planner,
                proposal,
                new TurnFailure.ProposalRejected(rejection.code(), inARow),
                inARow,
                cost);
    }

    private Failed<S, A> failed(
            Times times,
            Progress<S> before,
            Progress<S> counted,
            String planner,
            @Nullable Proposal proposal,
            TurnFailure failure,
            int inARow,
            Cost cost) {
        S next = Reduction.of(agent, before.state(), failure);
        String code = inARow == 0 ? null : failure.code();
        return new Failed<>(record(
                times,
                before,
                counted.failed(next, code, inARow),
                planner,
                proposal,
                failure.code(),
                null,
                failure,
                cost));
    }

    /** @param result the observation, or how the turn failed */
    private Progress<S> record(
            Times times,
            Progress<S> before,
            Progress<S> after,
            String planner,
            @Nullable Proposal proposal,
            String verdict,
            @Nullable String observation,
            Object result,
            Cost cost) {
        String proposed = proposal == null ? null : CanonicalJson.of(proposal);
        String observed = CanonicalJson.of(result);
        Step step = new Step(
                before.steps() + 1,
                times.began(),
                times.planned(),
                clock.getAsLong(),
                agent.phase(before.state()),
                planner,
                proposal == null ? "-" : proposal.name(),
                proposed == null ? null : Digest.of(proposed),
                verdict,
                observation,
                Digest.of(observed),
                cost.tokens(),
                cost.micros());
        return after.recorded(new StepRecord(step, proposed, observed));
    }
}
