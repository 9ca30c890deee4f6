package dev.ratchet.workflows.contract.library;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.text.Normalizer;

/**
 * A document that somebody wants in the library.
 *
 * @param name by which the library knows it, in Unicode's normalization form C, 1 to 200 characters, no control characters. Other
 *     bytes under the same name are its next version
 * @param content digest of its bytes, which were uploaded before
 * @param bytes how many there are
 */
public record LibraryRequest(String name, Digest content, long bytes) {
    public static final int MOST_NAME = 200;

    public static final String SCHEMA = """
            {
              "type": "object",
              "properties": {
                "name": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[^\\\\u0000-\\\\u001f\\\\u007f]*$"},
                "content": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "bytes": {"type": "integer", "minimum": 0}
              },
              "required": ["name", "content", "bytes"],
              "additionalProperties": false
            }
            """;

    public LibraryRequest {
        name = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
        if (name.isBlank() || name.length() > MOST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a document's name has 1 to " + MOST_NAME + " characters, and no control characters");
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("a document has 0 bytes or more");
        }
    }

    /** Id of the document of that name, the same for all its versions: the first 64 bits of a SHA-256. */
    public String document(TenantId tenant) {
        return Digest.of(tenant + "/" + name).hex().substring(0, 16);
    }
}
