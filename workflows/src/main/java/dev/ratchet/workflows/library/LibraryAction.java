package dev.ratchet.workflows.library;

import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Effect;

/** Everything that may be asked for while a document is brought into the library. */
sealed interface LibraryAction extends Action {

    /** The vocabulary, in the order of a document's way. Wire names are frozen. */
    enum Kind implements ActionKind {
        EXTRACT_TEXT("extract_text", Effect.READ, ExtractText.class, "read the document's text, pages and sections"),
        CUT_PASSAGES("cut_passages", Effect.READ, CutPassages.class, "cut the text into passages"),
        INDEX_PASSAGES(
                "index_passages",
                Effect.REVERSIBLE,
                IndexPassages.class,
                "put the passages into the index, all at once"),
        PUBLISH_VERSION("publish_version", Effect.REVERSIBLE, PublishVersion.class, "make the version the current one");

        private final Word word;

        Kind(String wire, Effect effect, Class<? extends LibraryAction> type, String purpose) {
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

    record ExtractText() implements LibraryAction {}

    record CutPassages() implements LibraryAction {}

    record IndexPassages() implements LibraryAction {}

    record PublishVersion() implements LibraryAction {}
}
