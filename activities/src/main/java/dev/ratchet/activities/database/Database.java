package dev.ratchet.activities.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The application's pool. Finds its way back when the server was killed and started again: until then every use fails
 * within {@link #PATIENCE}, and whoever asked is expected to try again.
 */
public final class Database implements AutoCloseable {
    /** How long a caller waits for a connection, and how long connecting may take. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /** A statement of a posting or a look takes milliseconds; one that takes this long holds others up. */
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    private static final Duration LOCK = Duration.ofSeconds(10);

    private static final List<String> DURABLE = List.of("fsync", "full_page_writes", "synchronous_commit");

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        // By default a failure's message holds the statement's arguments, which no log and no history may know.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    }

    /**
     * Brings the schema to the version of this code, as its owner, and opens nothing; safe to repeat, and in two processes
     * at once.
     *
     * @return how many migrations had not run before, 0 or more
     * @throws IllegalArgumentException when no owner is configured
     * @throws DatabaseUnusable when the server cannot be reached, refuses the login, or cannot be migrated
     */
    public static int migrate(DatabaseConfig config) {
        DatabaseConfig.Login owner = config.owner();
        if (owner == null) {
            throw new IllegalArgumentException("no owner is configured, and nobody else may migrate " + config.url());
        }
        return Migrations.run(config, owner);
    }

    /**
     * Migrates when an owner is configured, then opens the pool.
     *
     * @throws DatabaseUnusable when the server cannot be reached, refuses the login, does not keep what it commits, or
     *     has no schema of ours
     */
    public static Database open(DatabaseConfig config) {
        if (config.owner() != null) {
            Migrations.run(config, config.owner());
        }
        Database database = new Database(pool(config));
        try {
            database.requireDurable(config);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** Whether the server answers just now; waits at most as long as for any connection, and for one statement. */
    public boolean answers() {
        try {
            return jdbi.withHandle(handle ->
                    handle.createQuery("SELECT 1").mapTo(Integer.class).one() == 1);
        } catch (JdbiException e) {
            return false;
        }
    }

    /** All statements of the work see the database as it is when the first of them begins; none can write. */
    public <T, X extends Exception> T snapshot(HandleCallback<T, X> work) throws X {
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            handle.execute("SET TRANSACTION READ ONLY");
            return work.withHandle(handle);
        });
    }

    @Override
    public void close() {
        pool.close();
    }

    private void requireDurable(DatabaseConfig config) {
        try {
            jdbi.useHandle(handle -> {
                for (String setting : DURABLE) {
                    String value = handle.createQuery("SHOW " + setting)
                            .mapTo(String.class)
                            .one();
                    if (value.equals("off") || value.equals("local")) {
                        throw new DatabaseUnusable(
                                "PostgreSQL at " + config.url() + " runs with " + setting + "=" + value
                                        + ": a power cut would lose bookings that it confirmed. Set " + setting + "=on",
                                null);
                    }
                }
                if (handle.createQuery("SELECT to_regclass('entry') IS NULL")
                        .mapTo(Boolean.class)
                        .one()) {
                    throw new DatabaseUnusable(
                            "the database " + config.url() + " has no schema '" + Migrations.SCHEMA
                                    + "' that " + config.application()
                                    + " can see. Configure the database owner once, so that it is created",
                            null);
                }
            });
        } catch (JdbiException e) {
            throw DatabaseUnusable.unreachable(config, e);
        }
    }

    private static HikariDataSource pool(DatabaseConfig config) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName("ratchet");
        hikari.setJdbcUrl(config.url());
        hikari.setUsername(config.application().user());
        hikari.setPassword(config.application().password());
        hikari.setMaximumPoolSize(config.connections());
        hikari.setConnectionTimeout(PATIENCE.toMillis());
        hikari.setValidationTimeout(1_000);
        hikari.setInitializationFailTimeout(-1);
        hikari.setKeepaliveTime(Duration.ofMinutes(1).toMillis());
        hikari.setMaxLifetime(Duration.ofMinutes(20).toMillis());
        hikari.addDataSourceProperty("currentSchema", Migrations.SCHEMA);
        hikari.addDataSourceProperty("ApplicationName", "ratchet");
        hikari.addDataSourceProperty("tcpKeepAlive", true);
        hikari.addDataSourceProperty("logServerErrorDetail", false);
        hikari.addDataSourceProperty("connectTimeout", PATIENCE.toSeconds());
        hikari.addDataSourceProperty("loginTimeout", PATIENCE.toSeconds());
        hikari.addDataSourceProperty("socketTimeout", STATEMENT.toSeconds() * 2);
        hikari.addDataSourceProperty(
                "options",
                "-c statement_timeout=" + STATEMENT.toMillis() + " -c lock_timeout=" + LOCK.toMillis()
                        + " -c idle_in_transaction_session_timeout=" + STATEMENT.toMillis()
                        + " -c synchronous_commit=on");
        return new HikariDataSource(hikari);
    }
}
