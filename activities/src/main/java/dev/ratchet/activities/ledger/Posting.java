package dev.ratchet.activities.ledger;

import dev.ratchet.activities.effect.RequestedEffect;
import dev.ratchet.activities.masterdata.Claim;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.invoice.BookedEntry;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry that a run asks to post.
 *
 * @param entry the one that the effect's intent is about
 */
record Posting(RequestedEffect effect, JournalEntry entry) {
    Posting {
        if (!entry.tenant().equals(effect.tenant())) {
            throw new IllegalArgumentException("'tenant' of the entry must be the request's, '" + effect.tenant()
                    + "', and not '" + entry.tenant() + "'");
        }
    }

    /** @throws IllegalArgumentException when the intent is not one to post an entry of the request's tenant */
    static Posting of(RequestedEffect effect) {
        return new Posting(effect, JournalEntry.of(effect.intent()));
    }

    String tenant() {
        return entry.tenant().value();
    }

    RunRef run() {
        return effect.run();
    }

    Claim claim() {
        return new Claim(
                entry.tenant(),
                run(),
                entry.supplierId(),
                entry.kind().name(),
                entry.date(),
                entry.currency(),
                entry.size(),
                entry.businessKey());
    }

    @Nullable
    String orderKey() {
        return entry.orderKey();
    }

    @Nullable
    String correctedKey() {
        return entry.correctedKey();
    }

    /** The entries that it reverses or settles, as its intent says that they are. */
    List<BookedEntry> tied() {
        BookedEntry reversed = entry.reverses();
        return reversed == null ? entry.settles() : List.of(reversed);
    }
}
