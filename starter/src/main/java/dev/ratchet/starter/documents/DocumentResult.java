package dev.ratchet.starter.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.ratchet.workflows.contract.record.RunResult;
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

    /** What the run of a batch came to; its receipt names document and version. */
    static DocumentResult of(DocumentFile file, RunResult result) {
        State state = switch (result.status()) {
            case RUNNING, WAITING -> State.RUNNING;
            case DONE, DUPLICATE -> State.READY;
            case REFUSED -> State.REFUSED;
            case FAILED -> State.FAILED;
        };
        boolean broken = state == State.REFUSED || state == State.FAILED;
        String[] version =
                result.receipt() == null ? new String[0] : result.receipt().id().split("/");
        return new DocumentResult(
                file.file().toString(),
                file.name(),
                state,
                version.length == 2 ? version[0] : null,
                version.length == 2 ? Integer.valueOf(version[1]) : null,
                null,
                broken ? result.code() : null,
                broken ? result.why() : null);
    }

    static DocumentResult refused(DocumentFile file, String code, String why) {
        return new DocumentResult(file.file().toString(), file.name(), State.REFUSED, null, null, null, code, why);
    }
}
