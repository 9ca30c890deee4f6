package dev.ratchet.worker.encryption;

import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.encryption.PayloadKeys;
import java.nio.file.Path;
import java.util.Map;
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

    /** @throws IllegalArgumentException when one of the two is set without the other, or is no file that can be read */
    public static EncryptionSettings from(Map<String, String> environment) {
        Optional<Path> table = file(environment, KEYS);
        Optional<Path> master = file(environment, MASTER_KEY);
        if (table.isPresent() != master.isPresent()) {
            String set = table.isPresent() ? KEYS : MASTER_KEY;
            String missing = table.isPresent() ? MASTER_KEY : KEYS;
            throw new IllegalArgumentException(missing + ": is not set, and " + set
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

    private static Optional<Path> file(Map<String, String> environment, String name) {
        Optional<Path> file = Optional.ofNullable(environment.get(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Path::of);
        if (file.isPresent() && !java.nio.file.Files.isReadable(file.get())) {
            throw new IllegalArgumentException(name + ": there is no readable file " + file.get());
        }
        return file;
    }
}
