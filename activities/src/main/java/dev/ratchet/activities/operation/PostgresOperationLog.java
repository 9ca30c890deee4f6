package dev.ratchet.activities.operation;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.Texts;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** In PostgreSQL. */
public final class PostgresOperationLog implements OperationLog {
    private static final int LONGEST = 2_000;

    private final Jdbi jdbi;

    public PostgresOperationLog(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public void ended(TenantId tenant, String operation, Instant begun, boolean well, String summary) {
        try (Handle handle = jdbi.open();
                Update insert = handle.createUpdate("""
                        INSERT INTO operation_result (tenant, operation, begun_at, ended, summary)
                        VALUES (:tenant, :operation, :begun, :ended, :summary)""")) {
            insert.bind("tenant", tenant.value())
                    .bind("operation", operation)
                    .bind("begun", begun.atOffset(ZoneOffset.UTC))
                    .bind("ended", well ? "DONE" : "FAILED")
                    .bind("summary", Texts.upTo(LONGEST, summary))
                    .execute();
        }
    }

    @Override
    public Optional<Result> last(TenantId tenant, String operation) {
        try (Handle handle = jdbi.open();
                Query query = handle.createQuery("""
                        SELECT begun_at, ended_at, ended, summary FROM operation_result
                        WHERE tenant = :tenant AND operation = :operation ORDER BY number DESC LIMIT 1""")) {
            return query.bind("tenant", tenant.value())
                    .bind("operation", operation)
                    .map((row, context) -> new Result(
                            row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                            row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                            row.getString("ended").equals("DONE"),
                            row.getString("summary")))
                    .findOne();
        }
    }
}
