package dev.ratchet.workflows.contract.invoice;

import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.invoice.JournalEntry.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entry that books an invoice: expense and VAT against what is payable, with prepayments and rounding in between; a
 * credit note the other way round. It balances because EN 16931 BR-CO-16 makes payable = gross - prepaid + rounding.
 */
public final class Booking {
    static final String VAT = "assets:vat-input";
    static final String PAYABLE = "liabilities:payable";
    private static final String PREPAYMENTS = "assets:prepayments";

    private Booking() {}

    /**
     * @param relation what a person chose; counts only where the books leave that choice
     * @return empty while the supplier is not known, where nothing would move, and where the totals contradict each other:
     *     such a document is refused
     */
    public static Optional<JournalEntry> of(
            DocumentRef document, InvoiceFacts facts, BooksFacts books, @Nullable Relation relation) {
        String supplier = books.supplierId();
        if (supplier == null) {
            return Optional.empty();
        }
        List<BookedEntry> settles = books.settles() ? books.named() : List.of();
        List<Line> lines = lines(facts, supplier, settles);
        if (lines.size() < 2 || lines.stream().mapToLong(Line::minor).sum() != 0) {
            return Optional.empty();
        }
        Relation chosen = relation != null && books.choices().contains(relation) ? relation : null;
        return Optional.of(new JournalEntry(
                document.tenant(),
                facts.bookedAs(),
                supplier,
                facts.number(),
                facts.issueDate(),
                facts.currency(),
                document.digest(),
                facts.order(),
                chosen == Relation.UNRELATED ? null : facts.correctedNumber(),
                lines,
                ties(facts, supplier, books, chosen, settles)));
    }

    private static @Nullable Ties ties(
            InvoiceFacts facts,
            String supplier,
            BooksFacts books,
            @Nullable Relation chosen,
            List<BookedEntry> settles) {
        return Ties.orNone(new Ties(
                InvoiceTypes.mayBeSettled(facts.typeCode()) ? facts.typeCode() : null,
                books.sameNumber(),
                chosen == Relation.REPLACES ? books.replaceable() : null,
                settles,
                chosen == Relation.UNRELATED ? List.of() : alsoKeys(facts, supplier)));
    }

    private static List<String> alsoKeys(InvoiceFacts facts, String supplier) {
        List<String> keys = facts.preceding().stream()
                .map(number -> BusinessKey.of(supplier, InvoiceFacts.Kind.INVOICE, number))
                .distinct()
                .toList();
        return keys.size() < 2 ? List.of() : keys.subList(1, keys.size());
    }

    /** The debits of the entry that books this, whatever it settles. */
    public static long size(InvoiceFacts facts) {
        return JournalEntry.debits(lines(facts, "any", List.of()));
    }

    /**
     * What a final invoice takes up is undone but for what is owed by it, so that expense and VAT are those of the whole;
     * it is paid by what is owed already, which is the prepaid amount.
     */
    private static List<Line> lines(InvoiceFacts facts, String supplier, List<BookedEntry> settles) {
        long sign = facts.kind() == InvoiceFacts.Kind.CREDIT_NOTE ? -1 : 1;
        boolean prepayment = facts.typeCode().equals(InvoiceTypes.PREPAYMENT);
        List<Line> lines = new ArrayList<>();
        add(lines, (prepayment ? PREPAYMENTS : "expenses:purchases") + ":" + supplier, sign * facts.net());
        add(lines, VAT, sign * facts.tax());
        add(lines, "expenses:rounding", sign * facts.rounding());
        add(lines, "expenses:third-party:" + supplier, sign * facts.thirdParty());
        if (settles.isEmpty()) {
            add(lines, PREPAYMENTS + ":" + supplier, -sign * facts.prepaid());
        }
        settles.forEach(settled -> lines.addAll(settled.settled()));
        add(lines, PAYABLE + ":" + supplier, -sign * facts.payable());
        return lines;
    }

    private static void add(List<Line> lines, String account, long minor) {
        if (minor != 0) {
            lines.add(new Line(account, minor));
        }
    }

    /** Debits less credits on the accounts of prepayments. */
    static long prepayments(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.account().startsWith(PREPAYMENTS))
                .mapToLong(Line::minor)
                .sum();
    }
}
