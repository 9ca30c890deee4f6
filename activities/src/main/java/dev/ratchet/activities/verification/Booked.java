package dev.ratchet.activities.verification;

import dev.ratchet.activities.database.Json;
import dev.ratchet.activities.ledger.Row;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it is read from its row.
 *
 * @param run absent when the row names none
 * @param entry absent when no run could have asked for what the row holds
 * @param authorization absent when the column is none
 */
record Booked(
        Row row,
        @Nullable RunRef run,
        @Nullable JournalEntry entry,
        @Nullable Authorization authorization) {

    static Booked of(Row row) {
        return new Booked(
                row,
                orNull(row::run),
                orNull(row::entry),
                orNull(() -> Json.read(row.authorizedBy(), Authorization.class)));
    }

    private static <T> @Nullable T orNull(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | ArithmeticException | UncheckedIOException e) {
            return null;
        }
    }

    String about() {
        return "entry " + row.number();
    }

    /** Those that it rests on; empty when no person approved it. */
    List<Approval> approvals() {
        return Optional.ofNullable(authorization)
                .filter(Authorization.Approved.class::isInstance)
                .map(approved -> ((Authorization.Approved) approved).approvals())
                .orElse(List.of());
    }
}
