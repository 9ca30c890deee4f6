package dev.ratchet.workflows.access;

import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Effect;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.access.AccessGrant;
import dev.ratchet.workflows.contract.access.AccessGrant.Purpose;

/** Everything that may be asked for while a request for access is worked on. */
sealed interface AccessAction extends Action {

    /** The vocabulary. Wire names are frozen. */
    enum Kind implements ActionKind {
        CHECK("check", Effect.READ, Check.class, "look the system up in the register and apply the rules"),
        CLASSIFY("classify", Effect.READ, Classify.class, "say which purpose the reason names"),
        ASK_PERSON(
                "ask_person", Effect.REVERSIBLE, AskPerson.class, "ask a person to consent, or to mend what is wrong"),
        GRANT(AccessGrant.GRANTING, Effect.IRREVERSIBLE, Grant.class, "write the grant to the register");

        private final Word word;

        Kind(String wire, Effect effect, Class<? extends AccessAction> type, String purpose) {
            this.word = new Word(wire, effect, type, purpose);
        }

        @Override
        public Word word() {
            return word;
        }
    }

    @Override
    default Kind kind() {
        return ActionKind.of(this, Kind.values());
    }

    record Check() implements AccessAction {}

    /** A closed list: free text of a model never reaches the person who decides. */
    record Classify(Purpose purpose) implements AccessAction {}

    record AskPerson() implements AccessAction {}

    record Grant(Digest intent) implements AccessAction {}
}
