package dev.ratchet.workflows.gateway.library;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.ratchet.workflows.contract.Digest;
import java.time.Instant;

/**
 * One version of a document that questions are, or were, answered from.
 *
 * @param documentId 16 hexadecimal digits, the same for all versions of the document
 * @param version from 1
 * @param current whether it is the version that questions are answered from
 * @param content digest of its bytes
 * @param format PDF, TEXT, MARKDOWN, HTML or DOCX
 * @param passages how many there are, 1 or more
 * @param uploader id of the person who brought it in
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record LibraryDocument(
        String documentId,
        String name,
        int version,
        boolean current,
        Digest content,
        String format,
        int passages,
        String uploader,
        Instant at) {}
