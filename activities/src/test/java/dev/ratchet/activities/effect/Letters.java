package dev.ratchet.activities.effect;

import dev.ratchet.activities.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The table of {@link LetterEffect}, which a newcomer would add as a migration. */
final class Letters {
    private Letters() {}

    static void create(TestDatabase test) throws SQLException {
        try (Connection connection = test.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE letter (
                        tenant text, case_id text, text text NOT NULL, PRIMARY KEY (tenant, case_id))""");
            statement.execute("GRANT SELECT, INSERT ON letter TO ratchet_app");
        }
    }
}
