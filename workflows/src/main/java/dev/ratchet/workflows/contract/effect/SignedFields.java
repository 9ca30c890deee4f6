package dev.ratchet.workflows.contract.effect;

import java.nio.charset.StandardCharsets;

/** The bytes that a person's signature is over. */
final class SignedFields {
    private SignedFields() {}

    /**
     * Length-prefixed fields, in this order, so that no two sequences of fields share their bytes.
     *
     * @param type what is signed, with its version; nothing else may have it
     */
    static byte[] bytes(String type, String... fields) {
        StringBuilder bytes = new StringBuilder(type).append('\n');
        for (String field : fields) {
            bytes.append(field.length()).append(':').append(field).append('\n');
        }
        return bytes.toString().getBytes(StandardCharsets.UTF_8);
    }
}
