package dev.ratchet.workflows.gateway.library;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a response is written. Names on the wire are frozen. */
public enum OutputFormat {
    @JsonProperty("markdown")
    MARKDOWN,
    @JsonProperty("plain")
    PLAIN,
    /** Sentences with their citations. */
    @JsonProperty("json")
    JSON
}
