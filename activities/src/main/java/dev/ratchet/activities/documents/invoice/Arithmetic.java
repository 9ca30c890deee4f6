package dev.ratchet.activities.documents.invoice;

import dev.ratchet.activities.documents.invoice.Invoice.Adjustment;
import dev.ratchet.activities.documents.invoice.Invoice.Category;
import dev.ratchet.activities.documents.invoice.Invoice.Line;
import dev.ratchet.activities.documents.invoice.Invoice.Totals;
import dev.ratchet.activities.documents.invoice.Invoice.VatGroup;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that an invoice's amounts agree with each other. Sums must be exact: what is booked rests on them, so a sum
 * that is off is a finding. {@link Products} are compared, too; the rule book says how far they may be off. EN 16931
 * checks neither lines nor prices, and lets the VAT of a group differ by one whole unit (BR-S-09 and the like).
 */
public final class Arithmetic {
    private final Invoice invoice;
    private final Profile profile;
    private final int exponent;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Finding> doubts = new ArrayList<>();

    private Arithmetic(Invoice invoice, Profile profile) {
        this.invoice = invoice;
        this.profile = profile;
        this.exponent = Money.exponent(invoice.currency());
    }

    /** Everything that is off, in the order of the document: kind, lines, allowances and charges, VAT, totals. */
    public static Checked check(Invoice invoice, Profile profile) {
        Arithmetic sums = new Arithmetic(invoice, profile);
        Checked products = Checked.NOTHING;
        try {
            sums.all();
            products = Products.of(invoice);
        } catch (ArithmeticException e) {
            sums.report("AMOUNT_TOO_LARGE", "document", "The amounts add up to more than can be counted.");
        }
        return new Checked(sums.findings, sums.doubts, List.of()).and(products);
    }

    private void all() {
        kind();
        for (int i = 0; i < invoice.lines().size(); i++) {
            parts(invoice.lines().get(i), "line " + (i + 1));
        }
        if (profile != Profile.MINIMUM) {
            groups();
        }
        totals(invoice.totals());
        taxCurrency(invoice.totals());
    }

    private void kind() {
        boolean credit = TypeCodes.CREDIT_NOTES.contains(invoice.typeCode());
        if (!invoice.typeCode().isEmpty() && credit != (invoice.kind() == Kind.CREDIT_NOTE)) {
            report(
                    "KIND_CONFLICT",
                    "BT-3",
                    "The type code and the form of the document differ on whether it is a credit" + " note.");
        }
        if (invoice.typeCode().equals(TypeCodes.PRO_FORMA)) {
            report(
                    "KIND_CLAIMS_NOTHING",
                    "BT-3",
                    "A pro forma invoice (type 325) asks for no payment; the invoice itself is needed.");
        }
        if (invoice.typeCode().equals(TypeCodes.FOR_ACCOUNTING)) {
            doubt(
                    "FOR_ACCOUNTING",
                    "BT-3",
                    "It is information for accounting (type 751); the page that it comes with is the invoice, if any is.");
        }
    }

    /** No total rests on sub-lines, so they can only make a person doubt. */
    private void parts(Line line, String where) {
        if (line.parts().isEmpty()) {
            return;
        }
        long sum = line.parts().stream().mapToLong(Line::net).reduce(0, Math::addExact);
        if (sum != line.net()) {
            doubt(
                    "SUB_LINES",
                    where + ", BT-131",
                    "Its sub-lines come to " + text(sum) + ", the line says " + text(line.net()) + ".");
        }
        for (int i = 0; i < line.parts().size(); i++) {
            parts(line.parts().get(i), where + "." + (i + 1));
        }
    }

    private boolean withoutLines() {
        return invoice.lines().isEmpty() && !profile.hasLines();
    }

    private void groups() {
        boolean uncategorized = invoice.lines().stream().anyMatch(line -> line.category() == null);
        if (withoutLines() || (uncategorized && profile == Profile.ZUGFERD_1)) {
            long taxable = invoice.vat().stream().mapToLong(VatGroup::taxable).reduce(0, Math::addExact);
            same(
                    "VAT_TAXABLE",
                    "BT-116",
                    "The VAT groups",
                    taxable,
                    invoice.totals().net());
            return;
        }
        Map<Category, Long> sums = new LinkedHashMap<>();
        invoice.lines().forEach(line -> add(sums, line.category(), line.net()));
        invoice.adjustments().forEach(each -> add(sums, each.category(), each.signed()));
        Map<Category, Long> stated = new LinkedHashMap<>();
        for (int i = 0; i < invoice.vat().size(); i++) {
            VatGroup group = invoice.vat().get(i);
            if (stated.merge(group.category(), group.taxable(), Math::addExact) != group.taxable()) {
                doubt("VAT_GROUP_TWICE", "VAT group " + (i + 1), "The same category and rate has a group already.");
            }
        }
        stated.forEach((category, taxable) -> group(category, taxable, sums.getOrDefault(category, 0L)));
        sums.keySet().stream()
                .filter(category -> !stated.containsKey(category))
                .forEach(category -> report(
                        "VAT_GROUP_MISSING",
                        "BG-23",
                        "Lines or charges are taxed at " + category.percent().toPlainString()
                                + " %, but the VAT breakdown has no such group."));
    }

    private void group(Category category, long stated, long taxable) {
        if (stated != taxable) {
            report(
                    "VAT_TAXABLE",
                    "VAT group at " + category.percent().toPlainString() + " %, BT-116",
                    "Its lines, charges and allowances sum up to " + text(taxable) + ", the group says " + text(stated)
                            + ".");
        }
    }

    private void totals(Totals t) {
        if (withoutLines()) {
            doubt(
                    "NO_LINES",
                    "document",
                    "A " + profile.word() + " document has no lines with amounts, so nothing shows what is charged.");
        } else if (t.lines() != null) {
            long lines = invoice.lines().stream().mapToLong(Line::net).reduce(0, Math::addExact);
            same("SUM_LINES", "BT-106", "The line amounts", lines, t.lines());
        }
        same(
                "SUM_ALLOWANCES",
                "BT-107",
                "The document's allowances",
                sumOf(Invoice.Direction.ALLOWANCE),
                t.allowances());
        same("SUM_CHARGES", "BT-108", "The document's charges", sumOf(Invoice.Direction.CHARGE), t.charges());
        if (t.lines() != null) {
            long net = Math.addExact(Math.subtractExact(t.lines(), t.allowances()), t.charges());
            same("TOTAL_NET", "BT-109", "Lines − allowances + charges", net, t.net());
        }
        if (profile != Profile.MINIMUM) {
            long tax = invoice.vat().stream().mapToLong(VatGroup::tax).reduce(0, Math::addExact);
            same("SUM_TAX", "BT-110", "The VAT of all groups", tax, t.tax());
        }
        same("TOTAL_GROSS", "BT-112", "Net + VAT", Math.addExact(t.net(), t.tax()), t.gross());
        payable(t);
    }

    private void payable(Totals t) {
        long payable = Math.addExact(Math.subtractExact(t.gross(), t.prepaid()), t.rounding());
        if (t.thirdParty() == 0) {
            same("TOTAL_PAYABLE", "BT-115", "Gross − prepaid + rounding", payable, t.payable());
            return;
        }
        same(
                "TOTAL_PAYABLE",
                "BT-115",
                "Gross − prepaid + rounding + payments for third parties",
                Math.addExact(payable, t.thirdParty()),
                t.payable());
        doubt(
                "THIRD_PARTY_PAYMENT",
                "BG-DEX-09",
                text(t.thirdParty()) + " of what is payable is collected for somebody else and has no VAT.");
    }

    /** BT-111 cannot be computed without the rate of exchange, and it is not booked. */
    private void taxCurrency(Totals t) {
        String currency = invoice.taxCurrency();
        Long other = t.taxInTaxCurrency();
        if (currency != null && !currency.equals(invoice.currency()) && other == null) {
            doubt("FIELD_MISSING", "BT-111", "The document names a VAT currency but states no VAT in it.");
        }
        if (other != null && Long.signum(other) != Long.signum(t.tax())) {
            doubt("TAX_CURRENCY", "BT-111", "The VAT in the VAT currency has another sign than the VAT.");
        }
        if (other != null && invoice.currency().equals(currency) && other != t.tax()) {
            report("TAX_CURRENCY", "BT-111", "The VAT is stated twice in one currency, with two values.");
        }
    }

    private void same(String code, String where, String what, long expected, long stated) {
        if (expected != stated) {
            report(code, where, what + " come to " + text(expected) + ", the document says " + text(stated) + ".");
        }
    }

    private long sumOf(Invoice.Direction direction) {
        return invoice.adjustments().stream()
                .filter(each -> each.direction() == direction)
                .mapToLong(Adjustment::amount)
                .reduce(0, Math::addExact);
    }

    private static void add(Map<Category, Long> sums, @Nullable Category category, long amount) {
        if (category != null) {
            sums.merge(category, amount, Math::addExact);
        }
    }

    private String text(long minor) {
        return BigDecimal.valueOf(minor, exponent).toPlainString();
    }

    private void report(String code, String where, String why) {
        findings.add(new Finding(code, where, why));
    }

    private void doubt(String code, String where, String why) {
        doubts.add(new Finding(code, where, why));
    }
}
