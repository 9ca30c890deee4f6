package dev.ratchet.workflows.gateway.library;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * A document on its way into the library.
 *
 * @param uploadId under which this is asked again, 64 hexadecimal digits; the same for the same bytes under the same name
 * @param documentId 16 hexadecimal digits, the same for all versions of the document
 * @param version present once questions can be answered from it
 * @param run its workflow id
 * @param code why it is not taken; present with the states REFUSED and FAILED alone, and so is {@code why}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DocumentUpload(
        String uploadId,
        String documentId,
        String name,
        @Nullable Integer version,
        String run,
        State state,
        @Nullable String code,
        @Nullable String why) {

    /** Names on the wire are frozen. */
    public enum State {
        @JsonProperty("running")
        RUNNING,
        /** Questions are answered from it. */
        @JsonProperty("ready")
        READY,
        /** The document is not taken; the reason is in the document. */
        @JsonProperty("refused")
        REFUSED,
        /** Something that should work did not; uploading again may help. */
        @JsonProperty("failed")
        FAILED
    }
}
