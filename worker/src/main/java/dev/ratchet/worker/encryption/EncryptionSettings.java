package dev.ratchet.worker.encryption;

import dev.ratchet.worker.configuration.Reading;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.encryption.PayloadKeys;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the keys of payloads are.
 *
 * @param keys file of the key table, and of the master key that wraps its keys; absent: nothing is encrypted
 */
public record EncryptionSettings(Optional<Files> keys) {
    public static final String KEYS = "RATCHET_ENCRYPTION_KEYS";
    public static final String MASTER_KEY = "RATCHET_ENCRYPTION_MASTER_KEY";

    /** A table, and the file of its master key. */
    public record Files(Path table, Path masterKey) {}

    public static EncryptionSettings from(Reading reading) {
        Optional<Path> table = reading.file(KEYS);
        Optional<Path> master = reading.file(MASTER_KEY);
        boolean named = reading.text(KEYS).isPresent();
        if (named != reading.text(MASTER_KEY).isPresent()) {
            reading.wrong(
                    named ? MASTER_KEY : KEYS,
                    "is not set, and " + (named ? KEYS : MASTER_KEY)
                            + " is; set both, or neither. 'ratchet-worker encryption-keys create' makes both files");
        }
        return new EncryptionSettings(table.flatMap(one -> master.map(other -> new Files(one, other))));
    }

    /**
     * The tenant's keys, read now.
     *
     * @throws IllegalArgumentException when a file is wrong, or this tenant has no key to write with and none that is next
     */
    public PayloadKeys open(TenantId tenant) {
        return keys.<PayloadKeys>map(files -> KeyFiles.open(files, tenant)).orElse(NoKeys.INSTANCE);
    }
}
