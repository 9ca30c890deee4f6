package dev.ratchet.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.database.DatabaseConfig;
import dev.ratchet.activities.database.DatabaseConfig.Login;
import dev.ratchet.activities.database.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MigrateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Map<String, String> environment) {
        return new CommandLine(new MigrateCommand(environment))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((problem, line, parsed) -> {
                    line.getErr().println(problem.getMessage());
                    return 3;
                })
                .execute();
    }

    private static Map<String, String> environment(DatabaseConfig config) {
        Login owner = Objects.requireNonNull(config.owner());
        return Map.of(
                "RATCHET_DB_URL", config.url(),
                "RATCHET_DB_OWNER", owner.user(),
                "RATCHET_DB_OWNER_PASSWORD", owner.password(),
                "RATCHET_DB_USER", config.application().user(),
                "RATCHET_DB_PASSWORD", config.application().password());
    }

    @Test
    void an_empty_database_is_made_ready_for_processes_without_the_owner_and_asking_twice_does_nothing()
            throws SQLException {
        try (TestDatabase server = new TestDatabase()) {
            DatabaseConfig there = server.config();
            try (Connection superuser = server.superuser();
                    Statement statement = superuser.createStatement()) {
                statement.execute("CREATE DATABASE migrated_by_command");
            }
            DatabaseConfig empty = new DatabaseConfig(
                    there.url().replaceFirst("/[^/]*$", "/migrated_by_command"), there.owner(), there.application(), 2);
            assertThat(run(environment(empty))).isZero();
            assertThat(out.toString()).containsPattern("; [1-9][0-9]* migrations had to run");
            try (Database opened = Database.open(new DatabaseConfig(empty.url(), null, empty.application(), 2))) {
                assertThat(opened.answers()).isTrue();
            }
            assertThat(run(environment(empty))).isZero();
            assertThat(out.toString()).contains("; 0 migrations had to run");
        }
    }

    @Test
    void only_the_owner_migrates() {
        assertThat(run(Map.of("RATCHET_DB_URL", "jdbc:postgresql://localhost:1/ratchet")))
                .isEqualTo(3);
        assertThat(err.toString()).contains("RATCHET_DB_OWNER: is not set", "owns the schema");
    }

    @Test
    void a_server_that_is_away_is_named() {
        assertThat(run(Map.of(
                        "RATCHET_DB_URL",
                        "jdbc:postgresql://localhost:1/ratchet",
                        "RATCHET_DB_OWNER",
                        "ratchet_owner")))
                .isEqualTo(3);
        assertThat(err.toString()).contains("no connection to jdbc:postgresql://localhost:1/ratchet");
    }
}
