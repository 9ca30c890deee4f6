package dev.ratchet.activities.database;

import dev.ratchet.activities.database.DatabaseConfig.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.core.Utils;

/** Brings the schema to the version of this code and grants the application what it needs, as the owner. */
final class Migrations {
    static final String SCHEMA = "ratchet";

    private static final String DUPLICATE_OBJECT = "42710";
    private static final String UNIQUE_VIOLATION = "23505";

    private Migrations() {}

    /** @return how many migrations had not run before */
    static int run(DatabaseConfig config, Login owner) {
        try (Connection connection = DriverManager.getConnection(config.url(), owner.user(), owner.password())) {
            createApplicationRole(connection, config.application());
        } catch (SQLException e) {
            throw DatabaseUnusable.unreachable(config, e);
        }
        try {
            return of(config, owner).load().migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw new DatabaseUnusable(
                    "the schema of " + config.url() + " cannot be brought to this version: " + e.getMessage(), e);
        }
    }

    static FluentConfiguration of(DatabaseConfig config, Login owner) {
        return Flyway.configure()
                .dataSource(config.url(), owner.user(), owner.password())
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .createSchemas(true)
                .locations("classpath:db/ratchet")
                .placeholders(
                        Map.of("schema", SCHEMA, "app", config.application().user()))
                .validateMigrationNaming(true);
    }

    private static void createApplicationRole(Connection connection, Login application) throws SQLException {
        if (exists(connection, application)) {
            return;
        }
        StringBuilder create = new StringBuilder("CREATE ROLE " + application.user() + " LOGIN");
        if (!application.password().isEmpty()) {
            create.append(" PASSWORD '");
            Utils.escapeLiteral(create, application.password(), true);
            create.append('\'');
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(create.toString());
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (!state.equals(DUPLICATE_OBJECT) && !state.equals(UNIQUE_VIOLATION)) {
                throw e;
            }
        }
    }

    private static boolean exists(Connection connection, Login application) throws SQLException {
        try (PreparedStatement look = connection.prepareStatement("SELECT FROM pg_roles WHERE rolname = ?")) {
            look.setString(1, application.user());
            return look.executeQuery().next();
        }
    }
}
