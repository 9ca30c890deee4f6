package dev.ratchet.activities.documents.invoice;

import dev.ratchet.activities.documents.invoice.Invoice.Adjustment;
import dev.ratchet.activities.documents.invoice.Invoice.Category;
import dev.ratchet.activities.documents.invoice.Invoice.Line;
import dev.ratchet.activities.documents.invoice.Invoice.Price;
import dev.ratchet.activities.documents.invoice.Invoice.Totals;
import dev.ratchet.activities.documents.invoice.Invoice.VatGroup;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that an invoice's amounts agree with each other. Sums must be exact. A product may differ from the printed
 * amount by half a minor unit, because rounding it once can do that. EN 16931 is less strict: it lets the VAT of a
 * group differ by one whole unit (BR-S-09 and the similar rules) and checks neither lines nor prices.
 */
public final class Arithmetic {
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final MathContext EXACT_ENOUGH = new MathContext(50, RoundingMode.HALF_UP);

    private final Invoice invoice;
    private final int exponent;
    private final List<Finding> findings = new ArrayList<>();

    private Arithmetic(Invoice invoice) {
        this.invoice = invoice;
        this.exponent = Money.exponent(invoice.currency());
    }

    /** Every error, in the order of the document: kind, lines, allowances and charges, VAT, totals. */
    public static List<Finding> check(Invoice invoice) {
        Arithmetic arithmetic = new Arithmetic(invoice);
        try {
            arithmetic.all();
        } catch (ArithmeticException e) {
            arithmetic.report("AMOUNT_TOO_LARGE", "document", "The amounts add up to more than can be counted.");
        }
        return arithmetic.findings;
    }

    private void all() {
        kind();
        for (int i = 0; i < invoice.lines().size(); i++) {
            line(invoice.lines().get(i), "line " + (i + 1));
        }
        adjustments(invoice.adjustments(), "document");
        groups();
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
        if (TypeCodes.CLAIM_NOTHING.contains(invoice.typeCode())) {
            report(
                    "KIND_CLAIMS_NOTHING",
                    "BT-3",
                    "A document of type " + invoice.typeCode() + " asks for no payment; the invoice itself is needed.");
        }
    }

    private void line(Line line, String where) {
        Price price = line.price();
        if (price.net().signum() < 0) {
            report("NEGATIVE", where + ", BT-146", "A net price is never negative; the quantity may be.");
        }
        adjustments(line.adjustments(), where);
        price(price, where);
        BigDecimal expected = price.net()
                .multiply(line.quantity())
                .movePointRight(exponent)
                .divide(price.per(), EXACT_ENOUGH)
                .add(BigDecimal.valueOf(sum(line.adjustments())));
        if (differ(expected, line.net())) {
            report(
                    "LINE_NET",
                    where + ", BT-131",
                    "Quantity × price ÷ base quantity − allowances + charges is " + text(expected) + ", the line says "
                            + text(line.net()) + ".");
        }
        if (line.category() == null) {
            report("FIELD_MISSING", where + ", BT-151", "The line has no VAT category.");
        }
    }

    private void price(Price price, String where) {
        BigDecimal gross = price.gross();
        if (gross == null) {
            return;
        }
        if (gross.signum() < 0) {
            report("NEGATIVE", where + ", BT-148", "A gross price is never negative.");
        }
        BigDecimal discount = price.discount() == null ? BigDecimal.ZERO : price.discount();
        BigDecimal grossPer = price.grossPer() == null ? price.per() : price.grossPer();
        BigDecimal expected = gross.subtract(discount).multiply(price.per());
        if (expected.compareTo(price.net().multiply(grossPer)) != 0) {
            report(
                    "PRICE_DISCOUNT",
                    where + ", BT-146",
                    "Gross price " + gross.toPlainString() + " − discount " + discount.toPlainString()
                            + " is not the net price " + price.net().toPlainString() + ".");
        }
    }

    private void adjustments(List<Adjustment> adjustments, String where) {
        for (int i = 0; i < adjustments.size(); i++) {
            String at = where + ", allowance or charge " + (i + 1);
            Adjustment each = adjustments.get(i);
            Long base = each.base();
            BigDecimal percent = each.percent();
            if (base == null && percent == null) {
                continue;
            }
            if (base == null || percent == null) {
                report("ADJUSTMENT_HALF_GIVEN", at, "A base amount and a percentage come together or not at all.");
                continue;
            }
            BigDecimal expected = BigDecimal.valueOf(base).multiply(percent).movePointLeft(2);
            if (differ(expected, each.amount())) {
                report(
                        "ADJUSTMENT_PERCENT",
                        at,
                        percent.toPlainString() + " % of " + text(base) + " is " + text(expected)
                                + ", the document says " + text(each.amount()) + ".");
            }
        }
    }

    private void groups() {
        Map<Category, Long> sums = new LinkedHashMap<>();
        invoice.lines().forEach(line -> add(sums, line.category(), line.net()));
        invoice.adjustments().forEach(each -> add(sums, each.category(), each.signed()));
        Map<Category, Long> stated = new LinkedHashMap<>();
        for (int i = 0; i < invoice.vat().size(); i++) {
            VatGroup group = invoice.vat().get(i);
            group(group, "VAT group " + (i + 1), sums.getOrDefault(group.category(), 0L));
            if (stated.put(group.category(), group.tax()) != null) {
                report("VAT_GROUP_TWICE", "VAT group " + (i + 1), "The same category and rate has a group already.");
            }
        }
        sums.keySet().stream()
                .filter(category -> !stated.containsKey(category))
                .forEach(category -> report(
                        "VAT_GROUP_MISSING",
                        "BG-23",
                        "Lines or charges are taxed at " + category.percent().toPlainString()
                                + " %, but the VAT breakdown has no such group."));
    }

    private void group(VatGroup group, String where, long taxable) {
        if (group.taxable() != taxable) {
            report(
                    "VAT_TAXABLE",
                    where + ", BT-116",
                    "Its lines, charges and allowances sum up to " + text(taxable) + ", the group says "
                            + text(group.taxable()) + ".");
        }
        BigDecimal tax = BigDecimal.valueOf(group.taxable())
                .multiply(group.category().percent())
                .movePointLeft(2);
        if (differ(tax, group.tax())) {
            report(
                    "VAT_TAX",
                    where + ", BT-117",
                    group.category().percent().toPlainString() + " % of " + text(group.taxable()) + " is " + text(tax)
                            + ", the group says " + text(group.tax()) + ".");
        }
    }

    private void totals(Totals t) {
        long lines = invoice.lines().stream().mapToLong(Line::net).reduce(0, Math::addExact);
        same("SUM_LINES", "BT-106", "The line amounts", lines, t.lines());
        same(
                "SUM_ALLOWANCES",
                "BT-107",
                "The document's allowances",
                sumOf(Invoice.Direction.ALLOWANCE),
                t.allowances());
        same("SUM_CHARGES", "BT-108", "The document's charges", sumOf(Invoice.Direction.CHARGE), t.charges());
        long net = Math.addExact(Math.subtractExact(t.lines(), t.allowances()), t.charges());
        same("TOTAL_NET", "BT-109", "Lines − allowances + charges", net, t.net());
        long tax = invoice.vat().stream().mapToLong(VatGroup::tax).reduce(0, Math::addExact);
        same("SUM_TAX", "BT-110", "The VAT of all groups", tax, t.tax());
        same("TOTAL_GROSS", "BT-112", "Net + VAT", Math.addExact(t.net(), t.tax()), t.gross());
        long payable = Math.addExact(Math.subtractExact(t.gross(), t.prepaid()), t.rounding());
        same("TOTAL_PAYABLE", "BT-115", "Gross − prepaid + rounding", payable, t.payable());
    }

    /** BT-111 cannot be computed without the rate of exchange, so only its presence, sign and currency are checked. */
    private void taxCurrency(Totals t) {
        String currency = invoice.taxCurrency();
        Long other = t.taxInTaxCurrency();
        if (currency != null && !currency.equals(invoice.currency()) && other == null) {
            report("FIELD_MISSING", "BT-111", "The document names a VAT currency but states no VAT in it.");
        }
        if (other != null && Long.signum(other) != Long.signum(t.tax())) {
            report("TAX_CURRENCY", "BT-111", "The VAT in the VAT currency has another sign than the VAT.");
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

    private static long sum(List<Adjustment> adjustments) {
        return adjustments.stream().mapToLong(Adjustment::signed).reduce(0, Math::addExact);
    }

    private static void add(Map<Category, Long> sums, @Nullable Category category, long amount) {
        if (category != null) {
            sums.merge(category, amount, Math::addExact);
        }
    }

    private static boolean differ(BigDecimal exactMinor, long statedMinor) {
        return exactMinor.subtract(BigDecimal.valueOf(statedMinor)).abs().compareTo(HALF) > 0;
    }

    private String text(long minor) {
        return BigDecimal.valueOf(minor, exponent).toPlainString();
    }

    private String text(BigDecimal minor) {
        return minor.movePointLeft(exponent)
                .setScale(exponent + 3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private void report(String code, String where, String why) {
        findings.add(new Finding(code, where, why));
    }
}
