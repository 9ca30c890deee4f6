package dev.ratchet.workflows.encryption;

import com.google.crypto.tink.Aead;
import dev.ratchet.workflows.contract.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * A key that payloads of one tenant are encrypted with.
 *
 * <p>What is encrypted is bound to its purpose, its tenant, the key's id and the way it was compressed: shown as anything else it
 * cannot be read. It is not bound to a run. Temporal hands a codec the id of the run only where it knows it, the Web UI's request
 * has none, and a parent, a child and a run that continues as new each read what another one wrote.
 *
 * @param id 1 to 64 lower-case letters, digits and hyphens; of one key for ever
 */
public record PayloadKey(TenantId tenant, String id, Aead aead) {
    private static final String PURPOSE = "ratchet payload 1";

    byte[] encrypt(byte[] plain, String compression) {
        try {
            return aead.encrypt(plain, boundTo(compression));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption with key " + id + " failed", e);
        }
    }

    /** @throws GeneralSecurityException when the bytes were not encrypted so, or were changed */
    byte[] decrypt(byte[] encrypted, String compression) throws GeneralSecurityException {
        return aead.decrypt(encrypted, boundTo(compression));
    }

    /** None of the parts can have a line break: ids and tenants are of letters, digits and hyphens. */
    private byte[] boundTo(String compression) {
        return String.join("\n", PURPOSE, tenant.value(), id, compression).getBytes(StandardCharsets.UTF_8);
    }
}
