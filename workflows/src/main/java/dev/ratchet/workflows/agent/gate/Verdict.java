package dev.ratchet.workflows.agent.gate;

import dev.ratchet.workflows.agent.Action;

/**
 * What the gate says of a proposal. Only the gate can make an {@link Accepted}, and tools take nothing else: an action
 * that was not accepted cannot be acted on.
 */
public sealed interface Verdict<A extends Action> {

    /** A legal, well-formed, valid action. */
    final class Accepted<A extends Action> implements Verdict<A> {
        private final A action;

        Accepted(A action) {
            this.action = action;
        }

        public A action() {
            return action;
        }

        @Override
        public String toString() {
            return "Accepted[" + action.kind().wire() + "]";
        }
    }

    /** Not acted on. */
    record Rejected<A extends Action>(Rejection rejection) implements Verdict<A> {}
}
