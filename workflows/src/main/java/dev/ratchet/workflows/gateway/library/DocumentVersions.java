package dev.ratchet.workflows.gateway.library;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * A document with all its versions.
 *
 * @param versions the newest number first, 1 or more; the current one is not always the first, because bytes that come back are the
 *     version that they were
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DocumentVersions(String documentId, String name, List<LibraryDocument> versions) {
    public DocumentVersions {
        versions = List.copyOf(versions);
    }
}
