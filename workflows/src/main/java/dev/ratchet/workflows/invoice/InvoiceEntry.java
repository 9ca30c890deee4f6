package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.effect.ProposedEffect;
import dev.ratchet.workflows.contract.invoice.Booking;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The entry that books a run's invoice. */
final class InvoiceEntry {
    private InvoiceEntry() {}

    /** Empty while the facts or the supplier are not known, and where nothing would move. */
    static Optional<JournalEntry> of(InvoiceState state) {
        InvoiceFacts facts = state.facts();
        return facts == null || state.books() == null
                ? Optional.empty()
                : Booking.of(state.document(), facts, state.books(), state.relation());
    }

    /** What would be done. */
    static @Nullable Digest digest(InvoiceState state) {
        return of(state).map(JournalEntry::intent).map(Intent::digest).orElse(null);
    }

    /** What a person is asked to consent to. */
    static ProposedEffect proposed(InvoiceState state) {
        return new ProposedEffect(of(state).orElseThrow().intent(), Objects.requireNonNull(state.permission()));
    }

    /** What the run asks of the ledger, alone or in a batch, once it is authorized. */
    static EffectActivities.Request posting(RunRef run, InvoiceState state) {
        return new EffectActivities.Request(
                state.document().tenant(),
                run,
                of(state).orElseThrow().intent(),
                Objects.requireNonNull(state.authorization()),
                Objects.requireNonNull(state.permission()));
    }
}
