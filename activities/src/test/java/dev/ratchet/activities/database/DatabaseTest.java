package dev.ratchet.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Statement;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    /** Rule books are the same for all tenants. */
    @Test
    void everyTableOfTheSchemaHasTheTenantFirstInItsKey() throws Exception {
        try (TestDatabase test = new TestDatabase();
                var connection = test.superuser();
                Statement statement = connection.createStatement()) {
            var rows = statement.executeQuery("""
                    SELECT t.relname, a.attname FROM pg_class t
                    JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'ratchet'
                    LEFT JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary
                    LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
                    WHERE t.relkind = 'r' AND t.relname NOT IN ('flyway_schema_history', 'rule_book')""");
            int tables = 0;
            while (rows.next()) {
                assertThat(rows.getString(2)).as(rows.getString(1)).isEqualTo("tenant");
                tables++;
            }
            assertThat(tables).isGreaterThan(12);
        }
    }

    @Test
    void migratingTwiceChangesNothing() {
        try (TestDatabase test = new TestDatabase();
                Database again = Database.open(test.config())) {
            long entries = again.jdbi()
                    .withHandle(h -> h.createQuery("SELECT count(*) FROM entry")
                            .mapTo(Long.class)
                            .one());
            assertThat(entries).isZero();
        }
    }

    /** The index is of those entries only that name an order. */
    @Test
    void whatARunHasBookedOnAnOrderIsFoundByItsIndex() {
        try (TestDatabase test = new TestDatabase()) {
            String plan = test.database().jdbi().inTransaction(handle -> {
                handle.execute("SET LOCAL enable_seqscan = off");
                return String.join(
                        "\n", handle.createQuery("""
                        EXPLAIN SELECT sum(size) FROM entry WHERE tenant = 'default' AND workflow_id = 'invoice/1'
                            AND run_id = 'run' AND order_key = 'PO1'""").mapTo(String.class).list());
            });
            assertThat(plan).contains("entry_run");
        }
    }

    @Test
    void configurationIsRefusedWithWhatWouldBeRight() {
        DatabaseConfig.Login owner = new DatabaseConfig.Login("postgres", "");
        DatabaseConfig.Login app = new DatabaseConfig.Login("ratchet_app", "");
        assertThatThrownBy(() -> new DatabaseConfig("localhost:5432", owner, app, 4))
                .hasMessageContaining("jdbc:postgresql://localhost:5432/ratchet");
        assertThatThrownBy(() -> new DatabaseConfig("jdbc:postgresql:x?user=a&password=b", owner, app, 4))
                .hasMessageContaining("beside it");
        assertThatThrownBy(() -> new DatabaseConfig("jdbc:postgresql:x", app, app, 4))
                .hasMessageContaining("two users");
        assertThatThrownBy(() -> new DatabaseConfig("jdbc:postgresql:x", owner, app, 0))
                .hasMessageContaining("1 to 100");
        assertThatThrownBy(() -> new DatabaseConfig.Login("x; drop", "")).hasMessageContaining("lower-case");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        DatabaseConfig nowhere = new DatabaseConfig(
                "jdbc:postgresql://127.0.0.1:1/none", null, new DatabaseConfig.Login("ratchet_app", ""), 1);
        assertThatThrownBy(() -> Database.open(nowhere))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("127.0.0.1:1");
    }
}
