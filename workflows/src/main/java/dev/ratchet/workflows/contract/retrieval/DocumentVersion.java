package dev.ratchet.workflows.contract.retrieval;

import dev.ratchet.workflows.contract.Digest;
import java.util.regex.Pattern;

/**
 * One version of a document of a tenant's library. Other bytes under the same name are another version; the same bytes are not.
 *
 * @param document id of the document, 16 hexadecimal digits; the same for all its versions
 * @param version counted from 1
 * @param content digest of its bytes, in the content store
 */
public record DocumentVersion(String document, int version, Digest content) {
    public static final String ID = "[0-9a-f]{16}";

    /** Thousands are read for one search. */
    private static final Pattern WHOLE_ID = Pattern.compile(ID);

    public DocumentVersion {
        if (!WHOLE_ID.matcher(document).matches()) {
            throw new IllegalArgumentException("a document's id is 16 hexadecimal digits");
        }
        if (version < 1) {
            throw new IllegalArgumentException("versions are counted from 1");
        }
    }
}
