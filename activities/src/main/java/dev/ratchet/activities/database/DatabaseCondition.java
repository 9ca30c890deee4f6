package dev.ratchet.activities.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** What an operator asks of the database, as the application's role sees it; nothing is changed. */
public final class DatabaseCondition {
    /** What the application may add to and never change or remove. */
    static final List<String> APPEND_ONLY = List.of(
            "entry",
            "line",
            "effect",
            "authorization_use",
            "consent",
            "uploader",
            "trail",
            "chain_head",
            "master_data_change");

    private final Database database;
    private final DatabaseConfig config;

    public DatabaseCondition(Database database, DatabaseConfig config) {
        this.database = database;
        this.config = config;
    }

    /** How far the database's clock is ahead of this one; negative when it is behind. Halfway through the question. */
    public Duration ahead(Clock clock) {
        Instant before = clock.instant();
        Instant there = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT clock_timestamp()")
                        .mapTo(OffsetDateTime.class)
                        .one()
                        .toInstant());
        Instant after = clock.instant();
        return Duration.between(before.plus(Duration.between(before, after).dividedBy(2)), there);
    }

    /** What is append-only, and yet may be changed or removed by the application's role; ordered by name. */
    public List<String> rewritable() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE n.nspname = :schema AND c.relname IN (<tables>)
                          AND (has_table_privilege(c.oid, 'DELETE') OR has_table_privilege(c.oid, 'TRUNCATE')
                               OR has_any_column_privilege(c.oid, 'UPDATE') OR pg_has_role(c.relowner, 'USAGE'))
                        ORDER BY c.relname""")
                        .bind("schema", Migrations.SCHEMA)
                        .bindList("tables", APPEND_ONLY)
                        .mapTo(String.class)
                        .list());
    }

    /**
     * Migrations of this code that the schema lacks, and those of newer code that it has, by version.
     *
     * @throws DatabaseUnusable when the application may not read the history of migrations, as before this version
     */
    public List<String> notAtHead() {
        try {
            MigrationInfo[] all =
                    Migrations.of(config, config.application()).load().info().all();
            return Stream.of(all)
                    .filter(each -> each.getVersion() != null)
                    .filter(each ->
                            !each.getState().isApplied() || !each.getState().isResolved())
                    .map(each -> "V" + each.getVersion())
                    .toList();
        } catch (FlywayException e) {
            throw new DatabaseUnusable("the history of migrations cannot be read: " + e.getMessage(), e);
        }
    }
}
