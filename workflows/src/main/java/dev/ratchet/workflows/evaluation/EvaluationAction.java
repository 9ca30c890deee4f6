package dev.ratchet.workflows.evaluation;

import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Effect;

/** Everything that may be asked for while something is measured. All of it reads. */
sealed interface EvaluationAction extends Action {

    /** The vocabulary, in the order of an evaluation's life. Wire names are frozen. */
    enum Kind implements ActionKind {
        OPEN_CASES("open_cases", OpenCases.class, "read the questions and what is wanted for each"),
        SEARCH_NEXT("search_next", SearchNext.class, "search for the next questions, and measure"),
        ASK_NEXT("ask_next", AskNext.class, "ask the next questions, and measure the answers"),
        WRITE_REPORT("write_report", WriteReport.class, "put all results together");

        private final Word word;

        Kind(String wire, Class<? extends EvaluationAction> type, String purpose) {
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

    record OpenCases() implements EvaluationAction {}

    record SearchNext() implements EvaluationAction {}

    record AskNext() implements EvaluationAction {}

    record WriteReport() implements EvaluationAction {}
}
