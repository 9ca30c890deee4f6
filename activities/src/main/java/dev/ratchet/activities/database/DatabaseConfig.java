package dev.ratchet.activities.database;

import org.jspecify.annotations.Nullable;

/**
 * Where the database is and as whom to use it.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, without user and password
 * @param owner migrates the schema; absent where another process does that
 * @param application does everything else and may not rewrite history; created by the owner when it does not exist
 * @param connections pool size, 1 to 100
 */
public record DatabaseConfig(String url, @Nullable Login owner, Login application, int connections) {

    /** The application's role unless configured otherwise. */
    public static final String APPLICATION_ROLE = "ratchet_app";

    /**
     * @param user lower-case letters, digits and underscores, starting with a letter, at most 63
     * @param password empty where the server asks for none
     */
    public record Login(String user, String password) {
        public Login {
            if (!user.matches("[a-z][a-z0-9_]{0,62}")) {
                throw new IllegalArgumentException("database user '" + user
                        + "' must be 1 to 63 lower-case letters, digits or underscores, starting with a letter");
            }
        }

        @Override
        public String toString() {
            return user;
        }
    }

    public DatabaseConfig {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "database url must look like jdbc:postgresql://localhost:5432/ratchet, not '" + url + "'");
        }
        if (url.contains("password=") || url.contains("user=")) {
            throw new IllegalArgumentException(
                    "database url must not hold user or password; they are configured beside it");
        }
        if (connections < 1 || connections > 100) {
            throw new IllegalArgumentException("database connections must be 1 to 100, not " + connections);
        }
        if (owner != null && owner.user().equals(application.user())) {
            throw new IllegalArgumentException("database owner and application must be two users: '" + owner.user()
                    + "' could rewrite the books that it may only add to");
        }
    }
}
