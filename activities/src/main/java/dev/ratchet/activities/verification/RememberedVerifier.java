package dev.ratchet.activities.verification;

import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.telemetry.BooksTelemetry;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Puts on record when the books were verified and how many discrepancies there were, so that operators hear when nobody
 * verifies any more.
 *
 * @param verifies in truth
 */
public record RememberedVerifier(BooksVerifier verifies, Database database, BooksTelemetry telemetry)
        implements BooksVerifier {

    @Override
    public Verification verify(TenantId tenant, @Nullable ChainHead earlier) throws IOException {
        long nanos = System.nanoTime();
        OffsetDateTime began = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT clock_timestamp()")
                        .mapTo(OffsetDateTime.class)
                        .one());
        Verification found = verifies.verify(tenant, earlier);
        telemetry.looked(BooksTelemetry.Look.VERIFY, System.nanoTime() - nanos);
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        INSERT INTO verification (tenant, began_at, head, discrepancies)
                        VALUES (:tenant, :began, :head, :discrepancies)""")
                        .bind("tenant", tenant.value())
                        .bind("began", began)
                        .bind("head", found.head().number())
                        .bind(
                                "discrepancies",
                                found.discrepancies().stream()
                                        .mapToLong(Verification.OfKind::count)
                                        .sum())
                        .execute());
        return found;
    }
}
