package dev.ratchet.activities.verification;

import static dev.ratchet.activities.verification.DiscrepancyKind.REVERSAL_MISMATCH;

import dev.ratchet.activities.ledger.Row;
import dev.ratchet.workflows.contract.invoice.BookedEntry;
import dev.ratchet.workflows.contract.invoice.BusinessKey;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What reverses another entry stands directly before what replaces it, and is what the intent of that one says. Entries come in
 * the order of their numbers, across pages.
 */
final class ReversalCheck implements EntryCheck {
    private @Nullable Row open;

    @Override
    public void check(Booked booked, Proofs proofs, Tally tally) {
        Row row = booked.row();
        Row before = open;
        open = row.reversal() ? row : null;
        if (row.reversal()) {
            if (before != null) {
                alone(before, tally);
            }
            return;
        }
        JournalEntry entry = booked.entry();
        BookedEntry reversed = entry == null ? null : entry.reverses();
        if (reversed == null) {
            if (before != null) {
                alone(before, tally);
            }
            return;
        }
        if (before == null || !same(before, row, Objects.requireNonNull(entry), reversed)) {
            tally.add(
                    REVERSAL_MISMATCH,
                    booked.about(),
                    "%s replaces entry %s, and the entry before it does not reverse that one",
                    booked.about(),
                    reversed.number());
        }
    }

    /** After the last entry. */
    void end(Tally tally) {
        if (open != null) {
            alone(open, tally);
        }
    }

    private static void alone(Row row, Tally tally) {
        String about = "entry " + row.number();
        tally.add(REVERSAL_MISMATCH, about, "%s reverses another entry, and nothing takes its place", about);
    }

    private static boolean same(Row row, Row replacement, JournalEntry entry, BookedEntry reversed) {
        String order = reversed.orderNumber();
        String orderKey = order == null ? null : BusinessKey.number(order);
        return row.number() + 1 == replacement.number()
                && row.intent().equals(replacement.intent())
                && row.run().equals(replacement.run())
                && row.authority().equals(replacement.authority())
                && row.authorizedBy().equals(replacement.authorizedBy())
                && row.document().equals(replacement.document())
                && row.date().equals(replacement.date())
                && row.supplier().equals(entry.supplierId())
                && row.currency().equals(entry.currency())
                && row.invoiceNumber().equals(reversed.invoiceNumber())
                && row.businessKey().equals(BusinessKey.reversal(entry.supplierId(), reversed.number()))
                && Objects.equals(row.orderNumber(), order)
                && Objects.equals(row.orderKey(), orderKey)
                && reversed.invoiceNumber().equals(row.correctedNumber())
                && BusinessKey.of(entry.supplierId(), InvoiceFacts.Kind.INVOICE, reversed.invoiceNumber())
                        .equals(row.correctedKey())
                && row.size() == reversed.size()
                && Objects.equals(row.onOrder(), order == null ? null : reversed.size())
                && Objects.equals(row.prepayments(), reversed.prepaymentsUndone())
                && row.ties() == null
                && lines(row).equals(reversed.negated());
    }

    private static List<JournalEntry.Line> lines(Row row) {
        List<JournalEntry.Line> lines = new ArrayList<>();
        row.lines().forEach(line -> lines.add(new JournalEntry.Line(line.account(), line.minor())));
        return lines;
    }
}
