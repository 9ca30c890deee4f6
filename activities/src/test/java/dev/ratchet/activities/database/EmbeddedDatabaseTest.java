package dev.ratchet.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    private static final String WRONG_PASSWORD = "28P01";
    private static final String NO_PASSWORD = "08004";

    @TempDir
    static Path place;

    private static Path folder;
    private static EmbeddedDatabase server;
    private static DatabaseConfig config;

    @BeforeAll
    static void start() {
        folder = place.resolve("postgresql");
        server = EmbeddedDatabase.start(folder);
        config = server.config("ratchet");
        Database.open(config).close();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void noRoleGetsInWithoutItsPassword() {
        for (DatabaseConfig.Login login : logins()) {
            refused(login.user(), "", NO_PASSWORD);
            refused(login.user(), "postgres", WRONG_PASSWORD);
        }
        refused(logins().get(0).user(), logins().get(1).password(), WRONG_PASSWORD);
        refused(logins().get(1).user(), logins().get(0).password(), WRONG_PASSWORD);
    }

    @Test
    void everyRoleGetsInWithItsPasswordAlsoAfterARestart() throws SQLException {
        for (DatabaseConfig.Login login : logins()) {
            DriverManager.getConnection(config.url(), login.user(), login.password())
                    .close();
        }
        server.restart();
        DatabaseConfig again = server.config("ratchet");
        Database.open(again).close();
        assertThat(again.application().password())
                .isEqualTo(config.application().password());
    }

    @Test
    void everyRuleOfTheServerAsksForThePassword() throws SQLException {
        try (Connection connection = server.superuser("ratchet");
                var rules = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FILTER (WHERE auth_method = 'scram-sha-256'), count(*)"
                                + " FROM pg_hba_file_rules")) {
            rules.next();
            assertThat(rules.getInt(1)).isPositive().isEqualTo(rules.getInt(2));
        }
    }

    @Test
    void itIsReachedByNothingButLoopback() throws SQLException {
        try (Connection connection = server.superuser("ratchet");
                var row = connection
                        .createStatement()
                        .executeQuery("SELECT current_setting('listen_addresses'),"
                                + " current_setting('unix_socket_directories')")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("127.0.0.1");
            assertThat(row.getString(2)).isEmpty();
        }
        assertThat(Path.of("/tmp/.s.PGSQL." + server.port())).doesNotExist();
    }

    @Test
    void noOtherUserOfTheMachineSeesItsFiles() {
        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("data"))).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("postgres.password"))).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("ratchet_app.password"))).isEqualTo("rw-------");
    }

    /** In a folder that others may write into, they could put programs of their own there. */
    @Test
    void noOtherUserOfTheMachineCanExchangeItsPrograms() {
        Path program = Path.of(ProcessHandle.of(server.postmasterPid())
                .orElseThrow()
                .info()
                .command()
                .orElseThrow());
        assertThat(program.getFileName()).hasToString("postgres");
        assertThat(Stream.iterate(program.getParent(), folder -> folder != null, Path::getParent)
                        .map(EmbeddedDatabaseTest::permissions))
                .contains("rwx------");
    }

    @Test
    void aServerThatWasSetUpWithoutPasswordsIsRefused(@TempDir Path old) throws IOException {
        Files.writeString(old.resolve("PG_VERSION"), "18\n");
        assertThatThrownBy(() -> EmbeddedDatabase.start(old))
                .hasMessageContaining("the database in " + old + " has no passwords")
                .hasMessageContaining("move that folder away");
    }

    private static List<DatabaseConfig.Login> logins() {
        return List.of(Objects.requireNonNull(config.owner()), config.application());
    }

    private static void refused(String user, String password, String state) {
        assertThatThrownBy(() -> DriverManager.getConnection(config.url(), user, password)
                        .close())
                .as("%s with '%s'", user, password)
                .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
                .extracting(SQLException::getSQLState)
                .isEqualTo(state);
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
