package dev.ratchet.workflows.contract.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants measured.
 *
 * @param name for people, 1 to 100 characters
 * @param configuration name of a configuration of retrieval; absent for the usual one
 * @param cases digest of {@link EvaluationCases} as canonical JSON, which were uploaded before
 * @param budget what answers may cost in all, in millionths of the accounting currency; absent without a bound of its own
 * @param within ids of documents, at most {@link #MOST_DOCUMENTS}; empty or absent for the whole library
 */
public record EvaluationRequest(
        Kind kind,
        String name,
        @Nullable String configuration,
        Digest cases,
        @Nullable Long budget,
        List<String> within) {
    public static final int MOST_DOCUMENTS = 20;

    public static final String SCHEMA = """
            {
              "type": "object",
              "properties": {
                "kind": {"type": "string", "enum": ["retrieval", "answers"]},
                "name": {"type": "string", "minLength": 1, "maxLength": 100},
                "configuration": {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,39}@[1-9][0-9]{0,3}$"},
                "cases": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "budget": {"type": "integer", "minimum": 1},
                "within": {"type": "array", "maxItems": 20, "items": {"type": "string", "pattern": "^[0-9a-f]{16}$"}}
              },
              "required": ["kind", "name", "cases"],
              "additionalProperties": false
            }
            """;

    /** What is measured. Wire names are frozen. */
    public enum Kind {
        /** Rankings of documents, against judgements. */
        @JsonProperty("retrieval")
        RETRIEVAL,
        /** Answers, each a run of the answering agent. */
        @JsonProperty("answers")
        ANSWERS
    }

    public EvaluationRequest {
        within = within == null ? List.of() : List.copyOf(within);
        if (kind == null || name == null || name.isBlank() || name.length() > 100) {
            throw new IllegalArgumentException("an evaluation has a kind, and a name of 1 to 100 characters");
        }
        if (cases == null) {
            throw new IllegalArgumentException("'cases' is the digest of the cases, which are uploaded before");
        }
        if (budget != null && budget < 1) {
            throw new IllegalArgumentException("'budget' is 1 or more millionths of the currency");
        }
        if (within.size() > MOST_DOCUMENTS || !within.stream().allMatch(id -> id.matches(DocumentVersion.ID))) {
            throw new IllegalArgumentException(
                    "'within' names at most " + MOST_DOCUMENTS + " documents, each by its 16 hexadecimal digits");
        }
    }
}
