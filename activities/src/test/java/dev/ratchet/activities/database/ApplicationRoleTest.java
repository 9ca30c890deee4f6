package dev.ratchet.activities.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways around the rules of the books that have nothing to do with a table: whoever has the application's role tries them. */
class ApplicationRoleTest {
    private static TestDatabase test;

    @BeforeAll
    static void open() {
        test = new TestDatabase();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET ROLE postgres",
                "SET SESSION AUTHORIZATION postgres",
                "SET session_replication_role = replica",
                "ALTER ROLE CURRENT_USER SUPERUSER",
                "ALTER ROLE CURRENT_USER BYPASSRLS",
                "ALTER SYSTEM SET fsync = off",
                "ALTER DATABASE postgres SET search_path = planted",
                "CREATE SCHEMA planted",
                "CREATE EXTENSION dblink",
                "ALTER FUNCTION close_entry() RESET ALL",
                "ALTER FUNCTION close_entry() SECURITY INVOKER",
                "DROP TRIGGER closed ON entry",
                "CREATE RULE planted AS ON INSERT TO entry DO INSTEAD NOTHING",
                "ALTER TABLE entry ENABLE ROW LEVEL SECURITY",
                "DO $$ BEGIN LOCK TABLE entry IN ACCESS EXCLUSIVE MODE; END $$",
                "COPY entry TO PROGRAM 'cat'",
                "COPY entry FROM '/etc/passwd'",
                "SELECT pg_read_file('postgresql.conf')",
                "SELECT lo_import('/etc/passwd')",
                "SELECT pg_ls_dir('.')"
            })
    void cannot(String sql) {
        assertThatThrownBy(() -> test.database().jdbi().useHandle(handle -> handle.execute(sql)))
                .rootCause()
                .message()
                .containsAnyOf("permission denied", "must be owner");
    }
}
