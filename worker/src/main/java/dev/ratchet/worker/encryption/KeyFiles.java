package dev.ratchet.worker.encryption;

import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.encryption.FileMasterKey;
import dev.ratchet.workflows.encryption.KeyState;
import dev.ratchet.workflows.encryption.KeyTable;
import dev.ratchet.workflows.encryption.PayloadKey;
import dev.ratchet.workflows.encryption.PayloadKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys from a table in a file. The file is read again when a key is asked for that is not in memory, at most once in
 * {@link #PAUSE}: so a process learns of a new key, and goes on when a lost one is back, without a restart. Each key that is missing
 * is logged once until it is back.
 */
final class KeyFiles implements PayloadKeys {
    static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(KeyFiles.class);

    private final EncryptionSettings.Files files;
    private final TenantId tenant;
    private final LongSupplier nanos;
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private volatile KeyTable.Unwrapped keys;
    private long readAt;

    private KeyFiles(EncryptionSettings.Files files, TenantId tenant, LongSupplier nanos, KeyTable.Unwrapped keys) {
        this.files = files;
        this.tenant = tenant;
        this.nanos = nanos;
        this.keys = keys;
        this.readAt = nanos.getAsLong();
    }

    static KeyFiles open(EncryptionSettings.Files files, TenantId tenant) {
        return open(files, tenant, System::nanoTime);
    }

    /** @throws IllegalArgumentException when a file is wrong, or there is no key to write with and none that is next */
    static KeyFiles open(EncryptionSettings.Files files, TenantId tenant, LongSupplier nanos) {
        KeyTable table = table(files.table());
        if (table.of(tenant, KeyState.ACTIVE).isEmpty()
                && table.of(tenant, KeyState.NEXT).isEmpty()) {
            throw new IllegalArgumentException(EncryptionSettings.KEYS + ": " + files.table()
                    + " has no active key of the tenant "
                    + tenant + ", which this process needs to write with; put the right table there, or make a key with"
                    + " 'ratchet-worker encryption-keys create'");
        }
        KeyFiles opened = new KeyFiles(files, tenant, nanos, unwrapped(table, files, tenant));
        LOG.info(
                "payloads are {}; keys that can be read: {}",
                opened.active()
                        .map(key -> "encrypted with " + key.id())
                        .orElse("NOT encrypted until a key is activated"),
                opened.keys.keys().keySet());
        return opened;
    }

    static KeyTable table(Path file) {
        try {
            return KeyTable.parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(EncryptionSettings.KEYS + ": " + file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(EncryptionSettings.KEYS + ": " + file + " " + e.getMessage(), e);
        }
    }

    static FileMasterKey masterKey(Path file) {
        try {
            return FileMasterKey.load(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    EncryptionSettings.MASTER_KEY + ": " + file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(EncryptionSettings.MASTER_KEY + ": " + file + " " + e.getMessage(), e);
        }
    }

    private static KeyTable.Unwrapped unwrapped(KeyTable table, EncryptionSettings.Files files, TenantId tenant) {
        FileMasterKey master = masterKey(files.masterKey());
        try {
            return table.unwrap(tenant, master);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    EncryptionSettings.KEYS + ": " + files.table() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<PayloadKey> active() {
        return keys.active();
    }

    @Override
    public Optional<PayloadKey> find(String id) {
        Optional<PayloadKey> known = keys.find(id);
        if (known.isPresent()) {
            return known;
        }
        readAgain();
        Optional<PayloadKey> read = keys.find(id);
        if (read.isPresent()) {
            if (missing.remove(id)) {
                LOG.info("the key {} is back; what waited for it goes on", id);
            }
        } else if (missing.add(id)) {
            LOG.error(
                    "payloads are encrypted with the key {}, which {} does not have for the tenant {}; what needs it"
                            + " waits: {}",
                    id,
                    files.table(),
                    tenant,
                    whereToGet(id));
        }
        return read;
    }

    private synchronized void readAgain() {
        long now = nanos.getAsLong();
        if (now - readAt < PAUSE.toNanos()) {
            return;
        }
        readAt = now;
        try {
            keys = unwrapped(table(files.table()), files, tenant);
        } catch (IllegalArgumentException e) {
            LOG.warn("the keys in memory stay, because the table cannot be read again: {}", e.getMessage());
        }
    }

    @Override
    public String whereToGet(String id) {
        return "put it back into " + files.table()
                + " from a backup of that file, made before the key was retired or lost;"
                + " it is read again by itself";
    }
}
