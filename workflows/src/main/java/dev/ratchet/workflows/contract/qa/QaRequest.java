package dev.ratchet.workflows.contract.qa;

import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know.
 *
 * @param question in the asker's own words, 1 to 2000 characters; a stranger's text
 * @param within ids of documents, at most 20; empty or absent for the whole library
 * @param format absent for markdown
 * @param retrieval name of a configuration of retrieval, such as {@code hybrid@1}; absent for the usual one
 * @param request tells two runs of the same question apart, because documents change; at most 60 letters, digits, dots and hyphens
 */
public record QaRequest(
        String question,
        List<String> within,
        AnswerFormat format,
        @Nullable String retrieval,
        @Nullable String request) {
    public static final int MOST_QUESTION = 2_000;
    public static final int MOST_DOCUMENTS = 20;

    private static final String CONFIGURATION = "[a-z][a-z0-9-]{0,39}@[1-9][0-9]{0,3}";

    public static final String SCHEMA = """
            {
              "type": "object",
              "properties": {
                "question": {"type": "string", "minLength": 1, "maxLength": 2000},
                "within": {"type": "array", "maxItems": 20, "items": {"type": "string", "pattern": "^[0-9a-f]{16}$"}},
                "format": {"type": "string", "enum": ["markdown", "plain", "json"]},
                "retrieval": {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,39}@[1-9][0-9]{0,3}$"},
                "request": {"type": "string", "pattern": "^[A-Za-z0-9.-]{1,60}$"}
              },
              "required": ["question"],
              "additionalProperties": false
            }
            """;

    public QaRequest {
        within = within == null ? List.of() : List.copyOf(within);
        format = format == null ? AnswerFormat.MARKDOWN : format;
        if (question == null || question.isBlank() || question.length() > MOST_QUESTION) {
            throw new IllegalArgumentException("a question has 1 to " + MOST_QUESTION + " characters");
        }
        if (within.size() > MOST_DOCUMENTS || !within.stream().allMatch(id -> id.matches(DocumentVersion.ID))) {
            throw new IllegalArgumentException(
                    "'within' names at most " + MOST_DOCUMENTS + " documents, each by its 16 hexadecimal digits");
        }
        if (retrieval != null && !retrieval.matches(CONFIGURATION)) {
            throw new IllegalArgumentException("'retrieval' is a name with its version, such as hybrid@1");
        }
        if (request != null && !request.matches("[A-Za-z0-9.-]{1,60}")) {
            throw new IllegalArgumentException("'request' is 1 to 60 letters, digits, dots or hyphens");
        }
    }

    /** By the usual configuration of retrieval. */
    public QaRequest(String question, List<String> within, AnswerFormat format, @Nullable String request) {
        this(question, within, format, null, request);
    }
}
