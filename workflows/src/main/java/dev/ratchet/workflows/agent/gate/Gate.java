package dev.ratchet.workflows.agent.gate;

import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.contract.Proposal;
import java.util.Objects;
import java.util.Optional;

/** The only way from a proposal to an action: known name, legal now, well-formed, and valid in this state. */
public final class Gate<S, A extends Action> {
    private final Agent<S, A, ?> agent;

    public Gate(Agent<S, A, ?> agent) {
        this.agent = agent;
    }

    public Verdict<A> judge(S state, Proposal proposal) {
        Optional<? extends ActionKind> kind = agent.vocabulary().stream()
                .filter(word -> word.wire().equals(proposal.name()))
                .findFirst();
        if (kind.isEmpty()) {
            return rejected(Rejection.UNKNOWN_ACTION, "there is no such action");
        }
        if (!agent.open(state).contains(kind.get())) {
            return rejected(
                    Rejection.NOT_LEGAL_NOW,
                    kind.get().wire() + " is not possible now: " + agent.whyNotAllowed(state, kind.get()));
        }
        Arguments.Read<Action> read =
                Arguments.<Action>read(proposal.arguments(), kind.get().type());
        if (read.action() == null) {
            return new Verdict.Rejected<>(Objects.requireNonNull(read.rejection()));
        }
        A action = agent.actions().cast(read.action());
        Optional<Rejection> objection = agent.validate(state, action);
        return objection.isPresent() ? new Verdict.Rejected<>(objection.get()) : new Verdict.Accepted<>(action);
    }

    static <A extends Action> Verdict<A> rejected(String code, String why) {
        return new Verdict.Rejected<>(new Rejection(code, why));
    }
}
