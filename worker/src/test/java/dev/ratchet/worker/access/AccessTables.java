package dev.ratchet.worker.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What somebody who brings this agent would add as a migration; the application may add grants and change none. */
public final class AccessTables {
    private static final String TABLES = """
            CREATE TABLE access_system (
                tenant    text    NOT NULL,
                id        text    NOT NULL,
                sensitive boolean NOT NULL,
                PRIMARY KEY (tenant, id)
            );
            CREATE TABLE access_grant (
                tenant      text        NOT NULL,
                key         text        NOT NULL,
                workflow_id text        NOT NULL,
                run_id      text        NOT NULL,
                system      text        NOT NULL,
                person      text        NOT NULL,
                until       date,
                purpose     text        NOT NULL,
                authority   text        NOT NULL,
                at          timestamptz NOT NULL,
                PRIMARY KEY (tenant, key),
                FOREIGN KEY (tenant, system) REFERENCES access_system
            );
            CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_grant
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            GRANT SELECT ON access_system TO ratchet_app;
            GRANT SELECT, INSERT ON access_grant TO ratchet_app;
            INSERT INTO access_system VALUES ('default', 'wiki', false), ('default', 'payroll', true);
            """;

    private AccessTables() {}

    /** @param owner of the database, in its schema */
    public static void create(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(TABLES);
        }
    }
}
