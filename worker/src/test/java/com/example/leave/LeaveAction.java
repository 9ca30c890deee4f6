package com.example.leave;

import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Effect;
import dev.ratchet.workflows.contract.Digest;

/** Everything that may be asked for while a request is worked on. */
sealed interface LeaveAction extends Action {

    /** The vocabulary. Wire names are frozen: they are in records and histories. */
    enum Kind implements ActionKind {
        CHECK("check", Effect.READ, Check.class, "look up the days that are left, and apply the rules"),
        ASK_PERSON(
                "ask_person", Effect.REVERSIBLE, AskPerson.class, "ask a person to consent, or to mend what is wrong"),
        BOOK(BookLeave.NAME, Effect.IRREVERSIBLE, Book.class, "book the leave");

        private final Word word;

        Kind(String wire, Effect effect, Class<? extends LeaveAction> type, String purpose) {
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

    record Check() implements LeaveAction {}

    record AskPerson() implements LeaveAction {}

    record Book(Digest intent) implements LeaveAction {}
}
