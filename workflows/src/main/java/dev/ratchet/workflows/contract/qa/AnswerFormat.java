package dev.ratchet.workflows.contract.qa;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an answer is written. Wire names are frozen. */
public enum AnswerFormat {
    /** Sentences with numbered marks, and the citations below. */
    @JsonProperty("markdown")
    MARKDOWN,
    /** As markdown, without any markup. */
    @JsonProperty("plain")
    PLAIN,
    /** The {@link Answer} itself. */
    @JsonProperty("json")
    JSON
}
