package dev.ratchet.worker.configuration;

import dev.ratchet.activities.database.DatabaseConfig;
import dev.ratchet.worker.sizing.Sizing;
import java.util.Optional;

/** Where the database is, and as whom it is used. */
public final class DatabaseSettings {
    public static final String URL = "RATCHET_DB_URL";
    public static final String USER = "RATCHET_DB_USER";
    public static final String PASSWORD = "RATCHET_DB_PASSWORD";
    public static final String OWNER = "RATCHET_DB_OWNER";
    public static final String OWNER_PASSWORD = "RATCHET_DB_OWNER_PASSWORD";
    public static final String CONNECTIONS = "RATCHET_DB_CONNECTIONS";

    private DatabaseSettings() {}

    /** @return empty when something is wrong, which is then among the problems */
    public static Optional<DatabaseConfig> from(Reading reading) {
        Optional<String> url = reading.required(URL, "where PostgreSQL is, such as jdbc:postgresql://db:5432/ratchet");
        String user = reading.text(USER).orElse(DatabaseConfig.APPLICATION_ROLE);
        Optional<DatabaseConfig.Login> application = login(reading, USER, user, PASSWORD);
        Optional<String> owner = reading.text(OWNER);
        Optional<DatabaseConfig.Login> owning = owner.flatMap(name -> login(reading, OWNER, name, OWNER_PASSWORD));
        int connections = reading.number(CONNECTIONS, Sizing.CONNECTIONS, 1, 100);
        if (url.isEmpty() || application.isEmpty() || owner.isPresent() != owning.isPresent()) {
            return Optional.empty();
        }
        return reading.of(
                URL, () -> new DatabaseConfig(url.get(), owning.orElse(null), application.get(), connections));
    }

    private static Optional<DatabaseConfig.Login> login(
            Reading reading, String name, String user, String passwordName) {
        return reading.of(name, () -> new DatabaseConfig.Login(user, reading.exactly(passwordName)));
    }
}
