package dev.ratchet.activities.verification;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.ledger.Row;
import dev.ratchet.activities.ledger.StoredRows;
import dev.ratchet.workflows.contract.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;

/** The owner of the database, with every trigger and foreign key out of force, who knows how hashes are made but holds no key. */
final class Owner {
    private final TestDatabase test;
    private final TenantId tenant;

    Owner(TestDatabase test, TenantId tenant) {
        this.test = test;
        this.tenant = tenant;
    }

    /** {@code :tenant} is the tenant. */
    void does(String... statements) {
        use(handle -> {
            for (String sql : statements) {
                handle.execute(sql.replace(":tenant", "'" + tenant + "'").replace("?", "??"));
            }
        });
    }

    /** Gives every entry the hash that it should have, and the chain its head. */
    void rechains() {
        does(
                "UPDATE chain_head SET number = (SELECT max(number) FROM entry WHERE tenant = :tenant) WHERE tenant = :tenant");
        use(handle -> {
            String before = Row.genesis(tenant.value()).hex();
            for (long number = 1; ; number++) {
                set(handle, "UPDATE entry SET prev_hash = ? WHERE tenant = ? AND number = ?", before, number);
                try (StoredRows rows = new StoredRows(handle, tenant, number - 1)) {
                    if (!rows.hasNext()) {
                        break;
                    }
                    before = rows.next().row().hash().hex();
                }
                set(handle, "UPDATE entry SET row_hash = ? WHERE tenant = ? AND number = ?", before, number);
            }
            handle.execute("UPDATE chain_head SET hash = ? WHERE tenant = ?", before, tenant.value());
        });
    }

    /** Gives an entry the intent that it should have, wherever that is named. */
    void readdresses(long number) {
        use(handle -> {
            String intent;
            try (StoredRows rows = new StoredRows(handle, tenant, number - 1)) {
                intent = rows.next().row().entry().intent().digest().hex();
            }
            String before = handle.select(
                            "SELECT intent FROM entry WHERE tenant = ? AND number = ?", tenant.value(), number)
                    .mapTo(String.class)
                    .one();
            for (String table : new String[] {"effect", "authorization_use", "consent", "entry"}) {
                handle.execute(
                        "UPDATE " + table + " SET intent = ? WHERE tenant = ? AND intent = ?",
                        intent,
                        tenant.value(),
                        before);
            }
            handle.execute(
                    "UPDATE entry SET authorized_by = replace(authorized_by, ?, ?) WHERE tenant = ?",
                    before,
                    intent,
                    tenant.value());
            handle.execute(
                    "UPDATE effect SET permission = replace(permission, ?, ?) WHERE tenant = ?",
                    before,
                    intent,
                    tenant.value());
        });
    }

    private void set(Handle handle, String sql, String hash, long number) {
        handle.execute(sql, hash, tenant.value(), number);
    }

    private void use(HandleConsumer<RuntimeException> work) {
        try (Connection connection = test.superuser()) {
            Jdbi.create(connection).useTransaction(handle -> {
                handle.execute("SET LOCAL session_replication_role = replica");
                work.useHandle(handle);
            });
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
