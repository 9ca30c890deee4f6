package dev.ratchet.starter.temporal;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.encryption.FileMasterKey;
import dev.ratchet.workflows.encryption.KeyTable;
import dev.ratchet.workflows.encryption.PayloadKey;
import dev.ratchet.workflows.encryption.PayloadKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The keys of payloads, for a command that talks to Temporal itself; the gateway asks nobody for them. */
record EncryptionKeys(Optional<KeyTable.Unwrapped> keys) implements PayloadKeys {
    static final String KEYS = "RATCHET_ENCRYPTION_KEYS";
    static final String MASTER_KEY = "RATCHET_ENCRYPTION_MASTER_KEY";
    private static final String TENANT = "RATCHET_TENANT";

    /** @throws Refused when a file is missing or wrong */
    static EncryptionKeys of(CommandContext here) {
        String table = here.variable(KEYS, "");
        String master = here.variable(MASTER_KEY, "");
        if (table.isEmpty() && master.isEmpty()) {
            return new EncryptionKeys(Optional.empty());
        }
        if (table.isEmpty() || master.isEmpty()) {
            throw refused((table.isEmpty() ? KEYS : MASTER_KEY) + " is not set; set both or neither");
        }
        try {
            TenantId tenant = new TenantId(here.variable(TENANT, TenantId.DEFAULT.value()));
            FileMasterKey key = FileMasterKey.load(read(MASTER_KEY, master));
            return new EncryptionKeys(
                    Optional.of(KeyTable.parse(read(KEYS, table)).unwrap(tenant, key)));
        } catch (IllegalArgumentException e) {
            throw refused(KEYS + " or " + MASTER_KEY + " or " + TENANT + ": " + e.getMessage());
        }
    }

    private static String read(String name, String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw refused(name + ": " + file + " cannot be read");
        }
    }

    private static Refused refused(String why) {
        return new Refused("ENCRYPTION_KEYS", why);
    }

    @Override
    public Optional<PayloadKey> active() {
        return keys.flatMap(KeyTable.Unwrapped::active);
    }

    @Override
    public Optional<PayloadKey> find(String id) {
        return keys.flatMap(known -> known.find(id));
    }

    @Override
    public String whereToGet(String id) {
        return "unset TEMPORAL_ADDRESS to reach runs through the gateway, which has it; or set " + KEYS + " and "
                + MASTER_KEY + " to the files that the workers have, as they are now";
    }
}
