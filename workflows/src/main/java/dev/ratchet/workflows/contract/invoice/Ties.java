package dev.ratchet.workflows.contract.invoice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an entry has to do with earlier ones, beyond the number that it corrects. Entries that stand for themselves have
 * none.
 *
 * @param typeCode BT-3, of what may be settled later ({@link InvoiceTypes#mayBeSettled})
 * @param sameNumber number of an entry of another document with the same invoice number; then this one's business key
 *     says also date, size and currency
 * @param reverses the entry that is undone by another one, directly before this one
 * @param settles prepayment and partial invoices that this final one takes up
 * @param alsoKeys the {@link JournalEntry#numberKey}s of the invoices that it refers to besides the corrected one
 */
public record Ties(
        @Nullable String typeCode,
        @Nullable Long sameNumber,
        @Nullable BookedEntry reverses,
        List<BookedEntry> settles,
        List<String> alsoKeys) {
    public Ties {
        settles = List.copyOf(settles);
        alsoKeys = List.copyOf(alsoKeys);
        if (reverses != null && !settles.isEmpty()) {
            throw new IllegalArgumentException("an entry reverses another one or settles some, and not both");
        }
    }

    private static final Ties NONE = new Ties(null, null, null, List.of(), List.of());

    /** Absent when nothing is tied. */
    static @Nullable Ties orNone(Ties ties) {
        return ties.equals(NONE) ? null : ties;
    }
}
