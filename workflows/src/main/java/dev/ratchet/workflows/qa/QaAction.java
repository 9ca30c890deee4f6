package dev.ratchet.workflows.qa;

import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Effect;
import dev.ratchet.workflows.contract.qa.ProposedSentence;
import java.util.List;

/** Everything that may be asked for while a question is worked on. All of it reads. */
sealed interface QaAction extends Action {

    /** The vocabulary, in the order of a question's life. Wire names are frozen. */
    enum Kind implements ActionKind {
        LOOK_AT_QUESTION("look_at_question", LookAtQuestion.class, "see what is asked and apply the rules"),
        TAKE_VERIFIED("take_verified", TakeVerified.class, "answer as a person confirmed before"),
        RETRIEVE("retrieve", Retrieve.class, "find passages that may answer"),
        EXTRACT_ANSWER("extract_answer", ExtractAnswer.class, "answer with a sentence of a passage, word for word"),
        PROPOSE_ANSWER("propose_answer", ProposeAnswer.class, "answer in sentences that each cite passages"),
        ABSTAIN("abstain", Abstain.class, "say that the passages do not answer the question"),
        SHOW_FOUND("show_found", ShowFound.class, "write down what was found");

        private final Word word;

        Kind(String wire, Class<? extends QaAction> type, String purpose) {
            this.word = new Word(wire, Effect.READ, type, purpose);
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

    record LookAtQuestion() implements QaAction {}

    record TakeVerified() implements QaAction {}

    record Retrieve() implements QaAction {}

    record ExtractAnswer() implements QaAction {}

    record ProposeAnswer(List<ProposedSentence> sentences) implements QaAction {}

    /** A closed list of reasons: free text of a model that cites nothing reaches nobody. */
    record Abstain(Reason reason) implements QaAction {
        enum Reason {
            NOT_ANSWERED,
            QUESTION_UNCLEAR
        }
    }

    record ShowFound() implements QaAction {}
}
