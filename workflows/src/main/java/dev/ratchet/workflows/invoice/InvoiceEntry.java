package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.Intent;
import dev.ratchet.workflows.contract.BooksFacts;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The entry that books an invoice: expense and VAT against what is payable, with prepayments and rounding in between; a
 * credit note the other way round. It balances because EN 16931 BR-CO-16 makes payable = gross - prepaid + rounding.
 */
final class InvoiceEntry {
    private InvoiceEntry() {}

    /** Empty while the facts or the supplier are not known, and where nothing would move. */
    static Optional<JournalEntry> of(InvoiceState state) {
        InvoiceFacts facts = state.facts();
        BooksFacts books = state.books();
        return facts == null || books == null || books.supplierId() == null
                ? Optional.empty()
                : of(state.document(), facts, books.supplierId());
    }

    static Optional<Digest> intent(InvoiceState state) {
        return of(state).map(InvoiceEntry::intent);
    }

    static Digest intent(JournalEntry entry) {
        return new Intent(entry.businessKey(), InvoiceAction.Kind.POST_ENTRY.wire(), entry.arguments()).digest();
    }

    private static Optional<JournalEntry> of(DocumentRef document, InvoiceFacts facts, String supplierId) {
        long sign = facts.kind() == InvoiceFacts.Kind.CREDIT_NOTE ? -1 : 1;
        List<JournalEntry.Line> lines = new ArrayList<>();
        add(lines, "expenses:purchases:" + supplierId, sign * facts.net());
        add(lines, "assets:vat-input", sign * facts.tax());
        add(lines, "expenses:rounding", sign * facts.rounding());
        add(lines, "assets:prepayments:" + supplierId, -sign * facts.prepaid());
        add(lines, "liabilities:payable:" + supplierId, -sign * facts.payable());
        if (lines.size() < 2) {
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
