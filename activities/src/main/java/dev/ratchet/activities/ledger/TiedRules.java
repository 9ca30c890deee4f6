package dev.ratchet.activities.ledger;

import dev.ratchet.activities.masterdata.EarlierEntry;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.invoice.BookedEntry;
import dev.ratchet.workflows.contract.invoice.BooksFacts.Standing;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the entries that a posting reverses or settles are what its intent says, and nothing has happened to them. Holds
 * for a person's approval as well: it was given of books that are no longer so.
 */
final class TiedRules {
    private TiedRules() {}

    /** @param books the tied entries as they are now */
    static @Nullable Refused refuse(Posting posting, List<EarlierEntry> books) {
        JournalEntry entry = posting.entry();
        if (posting.tied().stream().map(BookedEntry::number).distinct().count()
                != posting.tied().size()) {
            return Refusal.NOT_SETTLED.because(posting.tied().get(0).number(), "it is named twice");
        }
        for (BookedEntry said : posting.tied()) {
            Optional<EarlierEntry> found = books.stream()
                    .filter(known -> known.entry().number() == said.number())
                    .findFirst();
            String why = found.map(known -> why(entry, said, known)).orElse("it is not in the books");
            if (!why.isEmpty()) {
                return (entry.reverses() == null ? Refusal.NOT_SETTLED : Refusal.NOT_REVERSIBLE)
                        .because(said.number(), why);
            }
        }
        return null;
    }

    private static String why(JournalEntry entry, BookedEntry said, EarlierEntry known) {
        if (!known.entry().equals(said) || !known.entry().currency().equals(entry.currency())) {
            return "it is not what the request says of it";
        }
        if (!known.supplier().equals(entry.supplierId())) {
            return "it is another supplier's";
        }
        if (!known.kind().equals(InvoiceFacts.Kind.INVOICE.name()) || entry.kind() != InvoiceFacts.Kind.INVOICE) {
            return "only an invoice can do that, to an invoice";
        }
        return known.standing() == Standing.STANDING ? "" : "it is " + known.standing() + " already";
    }
}
