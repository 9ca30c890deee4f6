package dev.ratchet.activities.documents.invoice;

import dev.ratchet.activities.documents.invoice.Invoice.Adjustment;
import dev.ratchet.activities.documents.invoice.Invoice.Category;
import dev.ratchet.activities.documents.invoice.Invoice.Line;
import dev.ratchet.activities.documents.invoice.Invoice.Price;
import dev.ratchet.activities.documents.invoice.Invoice.VatGroup;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Difference;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Product;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares an invoice's products with the amounts that it states: lines, prices, percentages, VAT. A product is rounded
 * to minor units, so half a minor unit is no difference. No total rests on a product.
 */
final class Products {
    private static final MathContext EXACT_ENOUGH = new MathContext(50, RoundingMode.HALF_UP);

    private final Invoice invoice;
    private final int exponent;
    private final List<Finding> doubts = new ArrayList<>();
    private final List<Named> differences = new ArrayList<>();

    private Products(Invoice invoice) {
        this.invoice = invoice;
        this.exponent = Money.exponent(invoice.currency());
    }

    /** @param article name of the line's article as printed (BT-153); absent where there is none */
    record Named(Difference difference, @Nullable String article) {}

    /** @throws ArithmeticException when a product is too large to be counted */
    static Checked of(Invoice invoice) {
        Products products = compared(invoice);
        return new Checked(
                List.of(),
                products.doubts,
                products.differences.stream().map(Named::difference).toList());
    }

    /** The differences with their articles, in the order of the document. */
    static List<Named> differences(Invoice invoice) {
        return compared(invoice).differences;
    }

    private static Products compared(Invoice invoice) {
        Products products = new Products(invoice);
        products.lines(invoice.lines(), "line ");
        products.adjustments(invoice.adjustments(), "document", null);
        products.vat();
        return products;
    }

    private void lines(List<Line> lines, String where) {
        for (int i = 0; i < lines.size(); i++) {
            line(lines.get(i), where + (i + 1));
        }
    }

    private void line(Line line, String where) {
        Price price = line.price();
        if (price.net().signum() < 0) {
            doubt("NEGATIVE", where + ", BT-146", "A net price is never negative; the quantity may be.");
        }
        adjustments(line.adjustments(), where, line.article());
        price(price, where, line.article());
        BigDecimal product = price.net()
                .multiply(line.quantity())
                .movePointRight(exponent)
                .divide(price.per(), EXACT_ENOUGH)
                .add(BigDecimal.valueOf(line.adjustments().stream()
                        .mapToLong(Adjustment::signed)
                        .reduce(0, Math::addExact)));
        compare(Product.LINE, where + ", BT-131", line.article(), product, line.net(), 1);
        lines(line.parts(), where + ".");
    }

    private void price(Price price, String where, @Nullable String article) {
        BigDecimal gross = price.gross();
        if (gross == null) {
            return;
        }
        if (gross.signum() < 0) {
            doubt("NEGATIVE", where + ", BT-148", "A gross price is never negative.");
        }
        BigDecimal discount = price.discount() == null ? BigDecimal.ZERO : price.discount();
        BigDecimal grossPer = price.grossPer() == null ? price.per() : price.grossPer();
        BigDecimal net = gross.subtract(discount)
                .multiply(price.per())
                .movePointRight(exponent)
                .divide(grossPer, EXACT_ENOUGH);
        compare(
                Product.PRICE,
                where + ", BT-146",
                article,
                net,
                rounded(price.net().movePointRight(exponent)),
                1);
    }

    private void adjustments(List<Adjustment> adjustments, String where, @Nullable String article) {
        for (int i = 0; i < adjustments.size(); i++) {
            String at = where + ", allowance or charge " + (i + 1);
            Adjustment each = adjustments.get(i);
            Long base = each.base();
            BigDecimal percent = each.percent();
            if (base != null && percent != null) {
                BigDecimal product = BigDecimal.valueOf(base).multiply(percent).movePointLeft(2);
                compare(Product.PERCENT, at, article, product, each.amount(), 1);
            } else if (base != null || percent != null) {
                doubt("ADJUSTMENT_HALF_GIVEN", at, "A base amount and a percentage come together or not at all.");
            }
        }
    }

    private void vat() {
        for (int i = 0; i < invoice.vat().size(); i++) {
            VatGroup group = invoice.vat().get(i);
            BigDecimal tax = BigDecimal.valueOf(group.taxable())
                    .multiply(group.category().percent())
                    .movePointLeft(2);
            String where = "VAT group " + (i + 1) + ", BT-117";
            compare(Product.VAT, where, null, tax, group.tax(), roundings(group.category()));
        }
    }

    /** The amounts of a group: some software rounds the VAT of each and adds that up. */
    private int roundings(Category category) {
        long lines = invoice.lines().stream()
                .filter(each -> Objects.equals(each.category(), category))
                .count();
        long adjustments = invoice.adjustments().stream()
                .filter(each -> Objects.equals(each.category(), category))
                .count();
        return (int) Math.max(1, lines + adjustments);
    }

    private void compare(
            Product product,
            String where,
            @Nullable String article,
            BigDecimal exactMinor,
            long stated,
            int roundings) {
        BigDecimal off = exactMinor.subtract(BigDecimal.valueOf(stated)).abs();
        if (off.compareTo(new BigDecimal("0.5")) > 0) {
            differences.add(new Named(new Difference(product, where, rounded(exactMinor), stated, roundings), article));
        }
    }

    /** At most 18 digits, so that no difference of two overflows. */
    private static long rounded(BigDecimal minor) {
        if (minor.precision() - minor.scale() > 15) {
            throw new ArithmeticException("a product has more than 15 digits");
        }
        return minor.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private void doubt(String code, String where, String why) {
        doubts.add(new Finding(code, where, why));
    }
}
