package dev.ratchet.activities.documents.invoice;

import dev.ratchet.workflows.contract.invoice.BankAccount;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One invoice or credit note, independent of its syntax. The terms are those of EN 16931-1; the BT and BG numbers are
 * its numbers. Amounts are long minor units of {@code currency}; prices, quantities and rates are exact decimals. The
 * record holds what the document says, right or wrong; {@link Arithmetic} checks it.
 *
 * @param typeCode BT-3, from UNTDID 1001; empty when the document gives none
 * @param taxCurrency BT-6, the currency in which VAT is reported when it is not {@code currency}
 * @param orderNumber BT-13
 * @param correctedNumbers BT-25, in document order
 * @param accounts BT-84, as printed and in document order: personal data that stays in the content store
 */
public record Invoice(
        InvoiceFacts.Kind kind,
        InvoiceFacts.Source source,
        String number,
        LocalDate issueDate,
        String typeCode,
        String currency,
        @Nullable String taxCurrency,
        Party supplier,
        Party buyer,
        @Nullable String orderNumber,
        List<String> correctedNumbers,
        List<String> accounts,
        List<Line> lines,
        List<Adjustment> adjustments,
        List<VatGroup> vat,
        Totals totals) {

    /** Most lines of an invoice. */
    public static final int MOST_LINES = 5_000;

    /** Most VAT groups: the official rules compare every line with every group. */
    public static final int MOST_VAT_GROUPS = 100;

    /** Most allowances and charges of the whole document. */
    public static final int MOST_ADJUSTMENTS = 1_000;

    /** @param taxIds VAT, tax and legal registration numbers as printed */
    public record Party(String name, List<String> taxIds) {
        public Party {
            taxIds = List.copyOf(taxIds);
        }

        /** As they are compared: without spaces and punctuation, in upper case; at most 8. */
        public List<String> comparableTaxIds() {
            return taxIds.stream()
                    .map(Invoice::bare)
                    .filter(id -> !id.isEmpty() && id.length() <= 40)
                    .distinct()
                    .limit(8)
                    .toList();
        }
    }

    /**
     * A VAT category (UNTDID 5305) at a rate.
     *
     * @param percent without trailing zeros; 0 where the category has no rate
     */
    public record Category(String code, BigDecimal percent) {
        public Category {
            percent = percent.signum() == 0 ? BigDecimal.ZERO : percent.stripTrailingZeros();
        }
    }

    /**
     * @param id BT-126
     * @param article BT-153; absent where the line names none
     * @param quantity BT-129
     * @param net BT-131
     * @param parts the lines that this one is made of; their amounts are in {@code net} and enter no other sum
     */
    public record Line(
            String id,
            @Nullable String article,
            BigDecimal quantity,
            Price price,
            long net,
            @Nullable Category category,
            List<Adjustment> adjustments,
            List<Line> parts) {
        public Line {
            adjustments = List.copyOf(adjustments);
            parts = List.copyOf(parts);
        }
    }

    /**
     * @param net BT-146, per base quantity
     * @param per BT-149
     * @param discount BT-147
     * @param gross BT-148
     * @param grossPer the base quantity of the gross price, which CII states separately
     */
    public record Price(
            BigDecimal net,
            BigDecimal per,
            @Nullable BigDecimal discount,
            @Nullable BigDecimal gross,
            @Nullable BigDecimal grossPer) {}

    public enum Direction {
        ALLOWANCE,
        CHARGE
    }

    /** An allowance or charge. The amount is as printed: 500 for an allowance of 5.00, which lowers the sum. */
    public record Adjustment(
            Direction direction,
            long amount,
            @Nullable Long base,
            @Nullable BigDecimal percent,
            @Nullable Category category) {

        long signed() {
            return direction == Direction.ALLOWANCE ? -amount : amount;
        }
    }

    /** One VAT category with its sums, BG-23. */
    public record VatGroup(Category category, long taxable, long tax) {}

    /**
     * @param lines BT-106; absent in a profile that does not state it
     * @param allowances BT-107
     * @param charges BT-108
     * @param net BT-109
     * @param tax BT-110
     * @param taxInTaxCurrency BT-111, in minor units of {@code taxCurrency}
     * @param gross BT-112
     * @param prepaid BT-113
     * @param rounding BT-114
     * @param thirdParty collected for others and payable on top (BT-DEX-002)
     * @param payable BT-115
     */
    public record Totals(
            @Nullable Long lines,
            long allowances,
            long charges,
            long net,
            long tax,
            @Nullable Long taxInTaxCurrency,
            long gross,
            long prepaid,
            long rounding,
            long thirdParty,
            long payable) {}

    public Invoice {
        correctedNumbers = List.copyOf(correctedNumbers);
        accounts = List.copyOf(accounts);
        lines = List.copyOf(lines);
        adjustments = List.copyOf(adjustments);
        vat = List.copyOf(vat);
    }

    /**
     * The facts of this invoice that a run may know.
     *
     * @param account what a run may know of an account number
     */
    public InvoiceFacts facts(Function<String, BankAccount> account) {
        return facts(account, List.of());
    }

    /** @param ambiguous names of fields that may be read in several ways */
    public InvoiceFacts facts(Function<String, BankAccount> account, List<String> ambiguous) {
        return facts(account, ambiguous, Checked.NOTHING);
    }

    /** @param checked what a person may have to judge */
    public InvoiceFacts facts(Function<String, BankAccount> account, List<String> ambiguous, Checked checked) {
        Map<String, String> different = new LinkedHashMap<>();
        accounts.forEach(each -> different.putIfAbsent(bare(each), each));
        return new InvoiceFacts(
                kind,
                typeCode,
                source,
                number,
                issueDate,
                currency,
                totals.net,
                totals.tax,
                totals.gross,
                totals.prepaid,
                totals.rounding,
                totals.payable,
                orderNumber == null ? null : shortened(orderNumber),
                correctedNumbers.stream()
                        .map(Invoice::shortened)
                        .distinct()
                        .limit(InvoiceFacts.MOST_PRECEDING)
                        .toList(),
                different.values().stream()
                        .limit(InvoiceFacts.MOST_ACCOUNTS)
                        .map(account)
                        .toList(),
                lines.size(),
                checked.firstDoubts(),
                checked.firstDifferences(),
                ambiguous);
    }

    private static String bare(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100);
    }
}
