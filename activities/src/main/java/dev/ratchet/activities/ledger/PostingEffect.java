package dev.ratchet.activities.ledger;

import dev.ratchet.activities.effect.EffectKind;
import dev.ratchet.activities.effect.RequestedEffect;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
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
    static final String RECEIPT = "entry";

    @Override
    public String name() {
        return JournalEntry.POSTING;
    }

    /** The sum of the entry's debits. */
    @Override
    public Money amount(Intent intent) {
        JournalEntry entry = JournalEntry.of(intent);
        return new Money(entry.currency(), entry.size());
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
