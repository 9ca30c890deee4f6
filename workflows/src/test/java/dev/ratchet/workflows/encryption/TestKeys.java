package dev.ratchet.workflows.encryption;

import dev.ratchet.workflows.contract.TenantId;
import java.time.LocalDate;
import java.util.Optional;

/** Keys in memory, for tests. Public for those of other rooms. */
public final class TestKeys implements PayloadKeys {
    private final KeyTable.Unwrapped keys;

    private TestKeys(KeyTable.Unwrapped keys) {
        this.keys = keys;
    }

    /** One active key of this id. */
    public static TestKeys of(TenantId tenant, String id) {
        MasterKey master = FileMasterKey.load(FileMasterKey.generate());
        return new TestKeys(KeyTable.empty(master)
                .with(id, tenant, KeyState.ACTIVE, LocalDate.of(2026, 11, 29), master)
                .unwrap(tenant, master));
    }

    @Override
    public Optional<PayloadKey> active() {
        return keys.active();
    }

    @Override
    public Optional<PayloadKey> find(String id) {
        return keys.find(id);
    }

    @Override
    public String whereToGet(String id) {
        return "ask for it";
    }
}
