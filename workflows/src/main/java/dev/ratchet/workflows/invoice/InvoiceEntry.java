package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entry that books an invoice: expense and VAT against what is payable, with prepayments and rounding in between; a
 * credit note the other way round. It balances because EN 16931 BR-CO-16 makes payable = gross - prepaid + rounding.
 */
final class InvoiceEntry {
    private InvoiceEntry() {}

    /** Empty while the facts or the supplier are not known, and where nothing would move. */
    static Optional<JournalEntry> of(InvoiceState state) {
        InvoiceFacts facts = state.facts();
        return facts == null || state.books() == null
                ? Optional.empty()
                : of(state.document(), facts, state.books().supplierId());
    }

    /** What would be done. */
    static @Nullable Digest digest(InvoiceState state) {
        return of(state).map(JournalEntry::intent).map(Intent::digest).orElse(null);
    }

    /** What the run asks of the ledger, alone or in a batch, once it is authorized. */
    static EffectActivities.Request posting(RunRef run, InvoiceState state) {
        return new EffectActivities.Request(
                state.document().tenant(),
                run,
                of(state).orElseThrow().intent(),
                Objects.requireNonNull(state.authorization()));
    }

    static Optional<JournalEntry> of(DocumentRef document, InvoiceFacts facts, @Nullable String supplierId) {
        long sign = facts.kind() == InvoiceFacts.Kind.CREDIT_NOTE ? -1 : 1;
        List<JournalEntry.Line> lines = new ArrayList<>();
        if (supplierId != null) {
            add(lines, "expenses:purchases:" + supplierId, sign * facts.net());
            add(lines, "assets:vat-input", sign * facts.tax());
            add(lines, "expenses:rounding", sign * facts.rounding());
            add(lines, "assets:prepayments:" + supplierId, -sign * facts.prepaid());
            add(lines, "liabilities:payable:" + supplierId, -sign * facts.payable());
        }
        if (supplierId == null || lines.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(new JournalEntry(
                document.tenant(),
                facts.kind(),
                supplierId,
                facts.number(),
                facts.issueDate(),
                facts.currency(),
                document.digest(),
                facts.orderNumber(),
                facts.correctedNumber(),
                lines));
    }

    private static void add(List<JournalEntry.Line> lines, String account, long minor) {
        if (minor != 0) {
            lines.add(new JournalEntry.Line(account, minor));
        }
    }
}
