package dev.ratchet.worker.encryption;

import dev.ratchet.workflows.encryption.PayloadKey;
import dev.ratchet.workflows.encryption.PayloadKeys;
import java.util.Optional;

/** Of a process that was told of no keys: it writes payloads as they are, and says what is missing when it meets others. */
public enum NoKeys implements PayloadKeys {
    INSTANCE;

    @Override
    public Optional<PayloadKey> active() {
        return Optional.empty();
    }

    @Override
    public Optional<PayloadKey> find(String id) {
        return Optional.empty();
    }

    @Override
    public String whereToGet(String id) {
        return "set " + EncryptionSettings.KEYS + " and " + EncryptionSettings.MASTER_KEY
                + " to the files that the other processes of this installation have, and start again";
    }
}
