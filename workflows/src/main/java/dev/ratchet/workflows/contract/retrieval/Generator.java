package dev.ratchet.workflows.contract.retrieval;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who words an answer from what was found. Wire names are frozen. */
public enum Generator {
    /** Nobody: a sentence of a passage is the answer, word for word, and no model is asked. */
    @JsonProperty("none")
    NONE,
    /** A model of the small tier; a large one after a rejection. */
    @JsonProperty("small")
    SMALL,
    /** A model of the large tier from the beginning. */
    @JsonProperty("large")
    LARGE
}
