package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Difference;
import java.util.ArrayList;
import java.util.List;

/** Where an invoice's products are not what it says, as people are shown it. */
final class InvoiceDifferences {
    private InvoiceDifferences() {}

    /** Each difference with both amounts, and last what would be booked; empty without differences. */
    static List<Finding> reasons(InvoiceFacts invoice) {
        List<Finding> reasons = new ArrayList<>();
        for (Difference each : invoice.differences()) {
            reasons.add(new Finding(
                    "DIFFERENCE",
                    each.where(),
                    product(each) + " comes to " + money(invoice, each.computed()) + ", the document says "
                            + money(invoice, each.stated()) + ", a difference of " + money(invoice, each.size())));
        }
        if (!reasons.isEmpty()) {
            reasons.add(new Finding(
                    "WOULD_BE_BOOKED",
                    "totals",
                    "the document's own totals: net " + money(invoice, invoice.net()) + ", VAT "
                            + money(invoice, invoice.tax()) + ", gross " + money(invoice, invoice.gross())
                            + ", payable "
                            + money(invoice, invoice.payable())));
        }
        return reasons;
    }

    static List<Fact> facts(InvoiceFacts invoice) {
        return invoice.differences().stream()
                .map(each -> new Fact(
                        "difference",
                        each.where() + ": " + money(invoice, each.computed()) + " computed, "
                                + money(invoice, each.stated()) + " stated"))
                .toList();
    }

    private static String product(Difference difference) {
        return switch (difference.product()) {
            case LINE -> "quantity × price";
            case PRICE -> "gross price − discount";
            case PERCENT -> "the percentage";
            case VAT -> "the VAT";
        };
    }

    private static String money(InvoiceFacts invoice, long minor) {
        return new Money(invoice.currency(), minor).text();
    }
}
