package dev.ratchet.workflows.contract.qa;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.List;

/**
 * An answer whose every sentence is borne out by the spans that it cites. Kept in the content store as canonical JSON.
 *
 * @param question digest of its text
 * @param sentences 1 or more
 * @param conflicts where other passages of the run say otherwise
 */
public record Answer(Digest question, List<Sentence> sentences, List<Conflict> conflicts) {
    public Answer {
        sentences = List.copyOf(sentences);
        conflicts = List.copyOf(conflicts);
        if (sentences.isEmpty()) {
            throw new IllegalArgumentException("an answer has at least one sentence");
        }
    }

    /** @param spans 1 or more */
    public record Sentence(String text, List<Span> spans) {
        public Sentence {
            spans = List.copyOf(spans);
            if (spans.isEmpty()) {
                throw new IllegalArgumentException("every sentence cites");
            }
        }
    }

    /**
     * A place in the text of a passage, in UTF-16 code units.
     *
     * @param start in the passage's own text; in the document's text it is {@code passage.start() + start}
     * @param end after its last code unit
     * @param quote the text there
     */
    public record Span(Passage passage, int start, int end, String quote) {
        public Span {
            if (start < 0 || end <= start || quote.length() != end - start) {
                throw new IllegalArgumentException("not a place in a passage: " + start + " to " + end);
            }
        }
    }

    /**
     * Two places that cannot both be right.
     *
     * @param sentence of the answer, from 0
     * @param cited what the sentence rests on
     * @param other what says otherwise
     */
    public record Conflict(int sentence, Span cited, Span other) {}
}
