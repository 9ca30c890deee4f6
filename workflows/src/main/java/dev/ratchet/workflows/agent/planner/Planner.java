package dev.ratchet.workflows.agent.planner;

import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Budget;
import dev.ratchet.workflows.agent.Cost;
import dev.ratchet.workflows.contract.Proposal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Proposes what to do next. Whatever it says is untrusted. */
public interface Planner<S> {

    Plan propose(Situation<S> situation);

    /** Most that one call of {@link #propose} can cost in this situation; reserved before it is made. */
    default Cost atMost(Situation<S> situation) {
        return Cost.NONE;
    }

    /** Who proposes in this situation, for the trail. */
    String name(Situation<S> situation);

    /**
     * @param legal what may be proposed, 1 or more
     * @param rejection code of the rejection that the previous proposal met; absent after an action
     * @param rejectionsInARow since the last action
     */
    record Situation<S>(
            S state,
            List<? extends ActionKind> legal,
            @Nullable String rejection,
            int rejectionsInARow,
            Budget budget) {}

    /** What a planner came back with, and what it cost. */
    sealed interface Plan {
        Cost cost();
    }

    /** It came from somebody. */
    sealed interface Answered extends Plan {
        /** Who, for the trail: begins with {@link Planner#name} and may say more. */
        String by();
    }

    /** One proposal, or several when all are to READ. */
    record Proposed(List<Proposal> proposals, Cost cost, String by) implements Answered {
        public Proposed {
            proposals = List.copyOf(proposals);
        }
    }

    /** An answer that is no proposal. Counts as a rejected one. */
    record Unusable(String code, Cost cost, String by) implements Answered {}

    /** No answer, and asking again will not help. */
    record Unavailable(String code, String why, Cost cost) implements Plan {}
}
