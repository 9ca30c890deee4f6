package dev.ratchet.activities.verification;

import static dev.ratchet.activities.verification.DiscrepancyKind.DERIVED_MISMATCH;
import static dev.ratchet.activities.verification.DiscrepancyKind.INTENT_MISMATCH;

import dev.ratchet.activities.effect.RequestedEffect;
import dev.ratchet.activities.ledger.Row;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is booked is what the intent asked for, and the columns that only repeat it do so. */
final class IntentCheck implements EntryCheck {

    @Override
    public void check(Booked booked, Proofs proofs, Tally tally) {
        Row row = booked.row();
        String about = booked.about();
        if (row.reversal()) {
            return; // held against the entry after it, which has the same intent
        }
        JournalEntry entry = booked.entry();
        if (entry == null) {
            tally.add(INTENT_MISMATCH, about, "%s is none that any intent could ask for", about);
            return;
        }
        if (!entry.intent().digest().hex().equals(row.intent())) {
            tally.add(INTENT_MISMATCH, about, "%s books something else than the intent on record asks for", about);
        }
        same(tally, about, "business_key", entry.businessKey(), row.businessKey());
        same(tally, about, "order_key", entry.orderKey(), row.orderKey());
        same(tally, about, "corrected_key", entry.correctedKey(), row.correctedKey());
        same(tally, about, "size", entry.size(), row.size());
        same(tally, about, "on_order", entry.onOrder(), row.onOrder());
        same(tally, about, "prepayments", entry.prepayments(), row.prepayments());
        same(tally, about, "ties", entry.ties() == null ? null : CanonicalJson.of(entry.ties()), row.ties());
        Authorization authorization = booked.authorization();
        if (authorization != null) {
            same(tally, about, "authority", RequestedEffect.authority(authorization), row.authority());
        }
    }

    private static void same(
            Tally tally, String about, String column, @Nullable Object right, @Nullable Object stored) {
        if (!Objects.equals(right, stored)) {
            tally.add(
                    DERIVED_MISMATCH,
                    about,
                    "'%s' of %s should be %s and is %s",
                    column,
                    about,
                    String.valueOf(right),
                    String.valueOf(stored));
        }
    }
}
