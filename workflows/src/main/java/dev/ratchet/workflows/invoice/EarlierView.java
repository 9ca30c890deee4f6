package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.invoice.BookedEntry;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.BooksFacts.Earlier;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.Relation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document beside the earlier ones that bear on it, and what a person may choose. */
final class EarlierView {
    private EarlierView() {}

    static List<Finding> reasons(InvoiceFacts invoice, BooksFacts books, @Nullable Relation chosen) {
        List<Finding> reasons = new ArrayList<>();
        if (oddlyPaid(invoice)) {
            reasons.add(new Finding("PREPAID", "BT-113", paid(invoice)));
        }
        if (books.tie() == null) {
            return reasons;
        }
        reasons.add(new Finding("THIS_DOCUMENT", "document", document(invoice)));
        books.earlier().stream().distinct().forEach(earlier -> reasons.add(beside(earlier)));
        if (!books.choices().isEmpty()) {
            reasons.add(new Finding(
                    "CHOICES", "relation", chosen == null ? choices(books) : "a person chose " + meaning(chosen)));
        }
        return reasons;
    }

    private static boolean oddlyPaid(InvoiceFacts invoice) {
        long sign = invoice.gross() < 0 ? -1 : 1;
        return sign * invoice.prepaid() < 0 || sign * invoice.payable() < 0;
    }

    private static String paid(InvoiceFacts invoice) {
        String payable = "the total is " + money(invoice.currency(), invoice.gross()) + ", said to be prepaid is "
                + money(invoice.currency(), invoice.prepaid()) + ", and asked for is "
                + money(invoice.currency(), invoice.payable());
        long more = invoice.payable() - invoice.gross();
        return more > 0 ? payable + ": " + money(invoice.currency(), more) + " more than the total" : payable;
    }

    private static String document(InvoiceFacts invoice) {
        return "invoice " + invoice.number() + " of " + invoice.issueDate() + ": net "
                + money(invoice.currency(), invoice.net()) + ", VAT " + money(invoice.currency(), invoice.tax())
                + ", gross " + money(invoice.currency(), invoice.gross());
    }

    private static Finding beside(Earlier earlier) {
        BookedEntry entry = earlier.entry();
        String relation = switch (earlier.bearing()) {
            case SAME_NUMBER -> "has the same number";
            case NAMED -> "is named by the document";
            case REFERS_HERE -> "refers to this document";
        };
        return new Finding(
                "EARLIER_" + earlier.bearing(),
                "entry " + entry.number(),
                "entry " + entry.number() + " " + relation + ": " + entry.invoiceNumber() + " of " + entry.date()
                        + ", net " + money(entry.currency(), entry.size() - entry.vat()) + ", VAT "
                        + money(entry.currency(), entry.vat()) + ", gross " + money(entry.currency(), entry.size())
                        + "; it is " + earlier.standing());
    }

    private static String choices(BooksFacts books) {
        return "choose one of: "
                + String.join(
                        "; ", books.choices().stream().map(EarlierView::meaning).toList());
    }

    private static String meaning(Relation relation) {
        return switch (relation) {
            case REPLACES -> "REPLACES (the earlier entry is reversed and this document is booked in its place)";
            case ADDS_TO -> "ADDS_TO (this document is booked in addition to the earlier one)";
            case UNRELATED -> "UNRELATED (this document has nothing to do with the earlier one)";
        };
    }

    private static String money(String currency, long minor) {
        return new Money(currency, minor).text();
    }
}
