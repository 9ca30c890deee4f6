package dev.ratchet.activities.ledger;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The books in PostgreSQL. */
public final class PostgresLedger implements Ledger {
    private final Database database;
    private final Jdbi jdbi;

    public PostgresLedger(Database database) {
        this.database = database;
        this.jdbi = database.jdbi();
    }

    @Override
    public List<Entry> entries(TenantId tenant, int most) {
        return jdbi.inTransaction(handle -> Reading.entries(handle, tenant, most));
    }

    @Override
    public List<Balance> balance(TenantId tenant) {
        return jdbi.withHandle(handle -> Reading.balance(handle, tenant));
    }

    @Override
    public void export(TenantId tenant, Appendable journal) throws IOException {
        database.snapshot(handle -> {
            Journal.write(handle, tenant, journal);
            return tenant;
        });
    }
}
