package dev.ratchet.starter.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.ratchet.workflows.gateway.library.DocumentUpload;
import dev.ratchet.workflows.gateway.library.DocumentUpload.State;
import org.jspecify.annotations.Nullable;

/**
 * What came of one file.
 *
 * @param uploadId absent when the gateway has not taken it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record DocumentResult(
        String file,
        String name,
        State state,
        @Nullable String documentId,
        @Nullable Integer version,
        @Nullable String uploadId,
        @Nullable String code,
        @Nullable String why) {

    static DocumentResult of(DocumentFile file, DocumentUpload upload) {
        return new DocumentResult(
                file.file().toString(),
                upload.name(),
                upload.state(),
                upload.documentId(),
                upload.version(),
                upload.uploadId(),
                upload.code(),
                upload.why());
    }

    static DocumentResult refused(DocumentFile file, String code, String why) {
        return new DocumentResult(file.file().toString(), file.name(), State.REFUSED, null, null, null, code, why);
    }
}
