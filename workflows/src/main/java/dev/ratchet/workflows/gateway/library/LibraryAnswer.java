package dev.ratchet.workflows.gateway.library;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question and what came of it.
 *
 * @param questionId under which it is asked again, 64 hexadecimal digits
 * @param run its workflow id
 * @param within ids of the documents that it is asked of; empty for the whole library
 * @param code frozen; absent while it runs, and so is {@code why}
 * @param response as {@code outputFormat} says: a text, or an object for JSON. Present when it was answered, or when it was not and what
 *     was found is shown
 * @param sentences of the answer; empty when there is none
 * @param citations that the sentences and the conflicts rest on, by number
 * @param found when the question was not answered: passages that came nearest, best first
 * @param confirmedBy who confirmed this answer before; absent for an answer of this run
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LibraryAnswer(
        String questionId,
        String run,
        String query,
        List<String> within,
        OutputFormat outputFormat,
        State state,
        @Nullable String code,
        @Nullable String why,
        @Nullable JsonNode response,
        List<Sentence> sentences,
        List<Citation> citations,
        List<Conflict> conflicts,
        List<Citation> found,
        @Nullable String confirmedBy) {
    public LibraryAnswer {
        within = List.copyOf(within);
        response = response == null || response.isNull() ? null : response;
        sentences = List.copyOf(sentences);
        citations = List.copyOf(citations);
        conflicts = List.copyOf(conflicts);
        found = List.copyOf(found);
    }

    /** Names on the wire are frozen. */
    public enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("answered")
        ANSWERED,
        /** The documents do not answer it. */
        @JsonProperty("abstained")
        ABSTAINED,
        /** The rules do not let it be asked. */
        @JsonProperty("refused")
        REFUSED,
        /** Something that should work did not; asking again may help. */
        @JsonProperty("failed")
        FAILED
    }

    /** @param citations numbers of those that bear it out, 1 or more */
    public record Sentence(String text, List<Integer> citations) {
        public Sentence {
            citations = List.copyOf(citations);
        }
    }

    /**
     * A place in a version of a document. Offsets are in the document's text, in UTF-16 code units.
     *
     * @param number from 1
     * @param current whether questions are answered from that version now
     * @param passage number of the passage in the version, from 1
     * @param page from 1; 0 where the format has none
     * @param heading that the place stands under; empty where there is none
     * @param end after its last code unit
     * @param quote the text there; of a passage that was found, its first 300 characters
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Citation(
            int number,
            String documentId,
            String name,
            int version,
            boolean current,
            int passage,
            int page,
            String heading,
            int start,
            int end,
            String quote) {}

    /**
     * Two places that cannot both be right.
     *
     * @param sentence of the answer, from 1
     * @param cited number of the citation that the sentence rests on
     * @param other number of the one that says otherwise
     */
    public record Conflict(int sentence, int cited, int other) {}
}
