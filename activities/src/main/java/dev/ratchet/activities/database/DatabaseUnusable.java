package dev.ratchet.activities.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be used as configured; the message says what would be right. */
public final class DatabaseUnusable extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseUnusable(String why, @Nullable Throwable cause) {
        super(why, cause);
    }

    static DatabaseUnusable unreachable(DatabaseConfig config, Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new DatabaseUnusable("no connection to " + config.url() + ": " + root.getMessage(), e);
    }
}
