package dev.ratchet.workflows.encryption;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import java.security.GeneralSecurityException;

/** A master key out of a file: a Tink keyset as JSON. Whoever has the file and the table has every key. */
public final class FileMasterKey implements MasterKey {
    private final String id;
    private final Aead aead;

    private FileMasterKey(String id, Aead aead) {
        this.id = id;
        this.aead = aead;
    }

    /** The content of a new file. */
    public static String generate() {
        try {
            return Tink.json(Tink.generate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** @throws IllegalArgumentException when the file's content is no master key */
    public static FileMasterKey load(String content) {
        try {
            KeysetHandle key = Tink.ofJson(content);
            return new FileMasterKey(
                    "file-" + Integer.toHexString(key.getPrimary().getId()), Tink.aead(key));
        } catch (GeneralSecurityException | RuntimeException e) {
            // the cause may quote the file
            throw new IllegalArgumentException(
                    "is no master key; 'ratchet-worker encryption-keys create' makes one, and a backup is the only"
                            + " other way to one");
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public byte[] wrap(byte[] secret, byte[] boundTo) throws GeneralSecurityException {
        return aead.encrypt(secret, boundTo);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] boundTo) throws GeneralSecurityException {
        return aead.decrypt(wrapped, boundTo);
    }
}
