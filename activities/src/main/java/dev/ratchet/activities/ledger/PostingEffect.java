package dev.ratchet.activities.ledger;

import dev.ratchet.activities.effect.EffectKind;
import dev.ratchet.activities.effect.RequestedEffect;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.effect.EffectDescription;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.invoice.BookedEntry;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Posting an entry to the books. A transaction holds its tenants' books from its first statement to its commit, so
 * postings of one tenant happen one after another, and what is checked is still true when it is written. The receipt is
 * {@link #RECEIPT} and the entry's number.
 */
public final class PostingEffect implements EffectKind {

    /** Kind of the receipt. */
    public static final String RECEIPT = "entry";

    @Override
    public String name() {
        return JournalEntry.POSTING;
    }

    /** The sum of the entry's debits, or of those of what it reverses if that is larger. */
    @Override
    public Money amount(Intent intent) {
        JournalEntry entry = JournalEntry.of(intent);
        return new Money(entry.currency(), entry.atStake());
    }

    @Override
    public EffectDescription describe(Intent intent) {
        JournalEntry entry = JournalEntry.of(intent);
        List<Fact> whole = new ArrayList<>();
        whole.add(new Fact("effect", "post " + entry.kind() + " to the books"));
        whole.add(new Fact("supplier", entry.supplierId()));
        whole.add(new Fact("number", entry.invoiceNumber()));
        whole.add(new Fact("date", entry.date().toString()));
        if (entry.orderNumber() != null) {
            whole.add(new Fact("order", entry.orderNumber()));
        }
        if (entry.correctedNumber() != null) {
            whole.add(new Fact(
                    entry.kind() == InvoiceFacts.Kind.CREDIT_NOTE ? "takes back" : "refers to",
                    entry.correctedNumber()));
        }
        BookedEntry reversed = entry.reverses();
        if (reversed != null) {
            whole.add(new Fact("reverses", earlier(reversed)));
        }
        entry.settles().forEach(settled -> whole.add(new Fact("settles", earlier(settled))));
        if (entry.ties() != null && entry.ties().sameNumber() != null) {
            whole.add(new Fact("has the same number as", "entry " + entry.ties().sameNumber()));
        }
        for (JournalEntry.Line line : entry.lines()) {
            whole.add(new Fact(line.account(), new Money(entry.currency(), line.minor()).text()));
        }
        whole.add(new Fact("document", entry.document().brief()));
        return new EffectDescription(
                List.of(new Fact("supplier", entry.supplierId()), new Fact("number", entry.invoiceNumber())),
                amount(intent),
                whole);
    }

    private static String earlier(BookedEntry booked) {
        return "entry " + booked.number() + ", " + booked.invoiceNumber() + " of " + booked.date() + ", "
                + new Money(booked.currency(), booked.size()).text();
    }

    @Override
    public Set<Digest> documents(Intent intent) {
        return Set.of(JournalEntry.of(intent).document());
    }

    /** Up to the supplier's ceiling, see {@link PostingRules}. */
    @Override
    public boolean acceptsPolicyGrant() {
        return true;
    }

    @Override
    public Group begin(Handle handle, List<RequestedEffect> effects) {
        return PostingGroup.begin(handle, effects.stream().map(Posting::of).toList());
    }
}
