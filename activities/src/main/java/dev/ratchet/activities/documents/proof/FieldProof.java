package dev.ratchet.activities.documents.proof;

import dev.ratchet.activities.documents.invoice.Checked;
import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.contract.invoice.ExtractedFields.Claim;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Difference;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Kind;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Product;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the fields that a model extracted, or a person typed in, with the text that it extracted them from. A field is proven when its
 * {@link Evidence evidence} is in the text and shows the same value. A field that can be read in two ways is ambiguous,
 * and a person must look at it. A value without evidence, from a person only, is looked for; what the text does not show is
 * that person's word. Everything else is a finding.
 */
public final class FieldProof {
    static final Pattern PLAIN_AMOUNT = Pattern.compile("-?\\d{1,13}(\\.\\d{1,6})?");

    /** In place of evidence; no evidence is empty. */
    private static final String SAID = "";

    private final Evidence evidence;
    private final InvoiceFacts.Source source;
    private final ExtractedFields fields;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Difference> differences = new ArrayList<>();
    private final Set<String> ambiguous = new LinkedHashSet<>();
    private final Set<String> vouched = new LinkedHashSet<>();
    private final boolean person;
    private int exponent = 2;

    private FieldProof(String text, InvoiceFacts.Source source, ExtractedFields fields, boolean person) {
        this.evidence = new Evidence(text, findings);
        this.source = source;
        this.fields = person ? EvidenceSearch.complete(evidence, fields) : fields;
        this.person = person;
    }

    /**
     * @param invoice absent when there are findings, and only then
     * @param vouched fields that the text does not show and a person says; empty for a model's
     * @param checked the findings, and the products of lines that differ
     */
    public record Result(@Nullable Invoice invoice, List<String> ambiguous, List<String> vouched, Checked checked) {
        public List<Finding> findings() {
            return checked.findings();
        }
    }

    /** Of fields that a model claims to have read. */
    public static Result prove(String text, InvoiceFacts.Source source, ExtractedFields fields) {
        return new FieldProof(text, source, fields, false).result();
    }

    /** Of fields that a person typed in: evidence may be empty. */
    public static Result proveSaid(String text, InvoiceFacts.Source source, ExtractedFields fields) {
        return new FieldProof(text, source, fields, true).result();
    }

    /** The same fields, each with its evidence where it had none and the text has it. */
    public static ExtractedFields evidenced(String text, ExtractedFields fields) {
        return EvidenceSearch.complete(new Evidence(text, new ArrayList<>()), fields);
    }

    private Result result() {
        Invoice invoice = invoice();
        return new Result(
                findings.isEmpty() ? invoice : null,
                List.copyOf(ambiguous),
                List.copyOf(vouched),
                new Checked(findings, List.of(), differences));
    }

    /** The evidence of a claim; {@link #SAID} when a person claims it without any; absent, with a finding, when it is wrong. */
    private @Nullable String shown(@Nullable Claim claim, String field) {
        if (claim != null && saidOnly(claim.value(), claim.evidence())) {
            vouched.add(field);
            return SAID;
        }
        return evidence.of(claim, field);
    }

    private boolean saidOnly(@Nullable String value, @Nullable String quotation) {
        return person && value != null && !value.isBlank() && (quotation == null || quotation.isBlank());
    }

    private @Nullable Invoice invoice() {
        String currency = currency();
        String number = verbatim(fields.number(), "number", 100);
        LocalDate date = date(fields.issueDate());
        Kind kind = kind();
        String supplier = fields.supplierName() == null ? "" : verbatim(fields.supplierName(), "supplierName", 200);
        String taxId = bareIn(fields.supplierTaxId(), "supplierTaxId");
        String order = fields.orderNumber() == null ? null : verbatim(fields.orderNumber(), "orderNumber", 100);
        String corrected =
                fields.correctedNumber() == null ? null : verbatim(fields.correctedNumber(), "correctedNumber", 100);
        List<String> accounts = accounts();
        Long gross = amount(fields.gross(), "gross");
        Long net = fields.net() == null ? null : amount(fields.net(), "net");
        Long tax = fields.tax() == null ? null : amount(fields.tax(), "tax");
        if (currency == null
                || number == null
                || date == null
                || kind == null
                || gross == null
                || !findings.isEmpty()) {
            return null;
        }
        if (number.chars().noneMatch(Character::isDigit)) {
            ambiguous.add("number");
        }
        Invoice.Totals totals = totals(gross, net, tax);
        List<Invoice.Line> lines = lines(totals);
        guardGross(gross);
        return new Invoice(
                kind,
                source,
                number,
                date,
                "",
                currency,
                null,
                new Invoice.Party(supplier == null ? "" : supplier, taxId == null ? List.of() : List.of(taxId)),
                new Invoice.Party("", List.of()),
                order,
                corrected == null ? List.of() : List.of(corrected),
                accounts,
                lines,
                List.of(),
                List.of(),
                totals);
    }

    private @Nullable String currency() {
        Claim claim = fields.currency();
        if (claim == null || (!saidOnly(claim.value(), claim.evidence()) && evidence.of(claim, "currency") == null)) {
            return claim == null ? miss("FIELD_MISSING", "currency", "This field must be claimed.") : null;
        }
        String code = claim.value().strip();
        try {
            exponent = Money.exponent(code);
        } catch (IllegalArgumentException e) {
            return miss("CURRENCY_UNKNOWN", "currency", "The currency should be an ISO 4217 code such as EUR.");
        }
        String total = fields.gross() == null || fields.gross().evidence() == null
                ? ""
                : Evidence.normal(fields.gross().evidence());
        return switch (CurrencyShown.in(evidence.text(), total, code)) {
            case YES -> code;
            case UNCLEAR -> {
                ambiguous.add("currency");
                yield code;
            }
            case NO ->
                person
                        ? said("currency", code)
                        : miss(
                                "CURRENCY_NOT_SHOWN",
                                "currency",
                                "Neither this code nor its symbol is in the document.");
        };
    }

    /** The value, when its evidence shows it unchanged and not as part of a longer word or number. */
    private @Nullable String verbatim(@Nullable Claim claim, String field, int most) {
        String shown = shown(claim, field);
        if (shown == null || claim == null) {
            return null;
        }
        String value = Evidence.normal(claim.value());
        if (shown.equals(SAID)) {
            return value.length() <= most
                    ? value
                    : miss("VALUE_TOO_LONG", field, "This value should have at most " + most + " characters.");
        }
        Pattern whole = Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE);
        if (value.length() > most || !whole.matcher(shown).find()) {
            return miss("VALUE_NOT_IN_EVIDENCE", field, "The evidence does not show this value as it is claimed.");
        }
        return value;
    }

    private @Nullable String bareIn(@Nullable Claim claim, String field) {
        if (claim == null) {
            return null;
        }
        String shown = shown(claim, field);
        if (shown == null) {
            return null;
        }
        String bare = Iban.bare(claim.value());
        if (!bare.isEmpty() && shown.equals(SAID)) {
            return bare;
        }
        if (bare.isEmpty() || !Iban.bare(shown).contains(bare)) {
            return miss("VALUE_NOT_IN_EVIDENCE", field, "The evidence does not show this value as it is claimed.");
        }
        return bare;
    }

    private @Nullable LocalDate date(@Nullable Claim claim) {
        String shown = shown(claim, "issueDate");
        if (shown == null || claim == null) {
            return null;
        }
        LocalDate value;
        try {
            value = LocalDate.parse(claim.value().strip());
        } catch (DateTimeException e) {
            findings.add(new Finding("DATE_INVALID", "issueDate", "The date should be given as 2026-11-21."));
            return null;
        }
        if (shown.equals(SAID)) {
            return value;
        }
        Set<LocalDate> readings = PrintedDates.in(shown);
        boolean dayFirst = PrintedDates.in(
                        shown.replaceAll("(?<=\\d)[/-](?=\\d{1,2}[/-]\\d)|(?<=\\d)[/-](?=\\d{2,4}(?!\\d))", "."))
                .contains(value);
        boolean disproved = readings.size() > 1
                && PrintedDates.proves(evidence.text(), !dayFirst)
                && !PrintedDates.proves(evidence.text(), dayFirst);
        if (!readings.contains(value) || disproved) {
            findings.add(new Finding(
                    "DATE_DIFFERS", "issueDate", "The evidence shows another date, or none, than the one claimed."));
            return null;
        }
        boolean proven =
                PrintedDates.proves(evidence.text(), dayFirst) && !PrintedDates.proves(evidence.text(), !dayFirst);
        if ((readings.size() > 1 && !proven) || InvoiceKeywords.in(shown, InvoiceKeywords.DUE)) {
            ambiguous.add("issueDate");
        }
        return value;
    }

    private @Nullable Kind kind() {
        Kind kind = fields.kind();
        boolean credit = InvoiceKeywords.in(evidence.text(), InvoiceKeywords.CREDIT);
        if (kind == null) {
            miss("FIELD_MISSING", "kind", "The kind should be INVOICE or CREDIT_NOTE.");
        } else if (kind == Kind.CREDIT_NOTE && !credit && person) {
            vouched.add("kind");
        } else if (kind == Kind.CREDIT_NOTE && !credit) {
            miss("KIND_NOT_SHOWN", "kind", "Nothing in the document calls it a credit note.");
        } else if (kind == Kind.INVOICE && credit) {
            ambiguous.add("kind");
        }
        return kind;
    }

    /** The claimed account first, then every other valid IBAN of the text. */
    private List<String> accounts() {
        Set<String> shown = Iban.in(evidence.text());
        Claim claim = fields.iban();
        if (claim == null) {
            if (!shown.isEmpty()) {
                ambiguous.add("iban");
            }
            return List.copyOf(shown);
        }
        String value = bareIn(claim, "iban");
        if (value == null) {
            return List.of();
        }
        if (value.matches("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}") && !Iban.isValid(value)) {
            miss("IBAN_INVALID", "iban", "The check digits of this IBAN are wrong.");
        }
        Set<String> all = new LinkedHashSet<>(List.of(value));
        all.addAll(shown);
        return List.copyOf(all);
    }

    private @Nullable Long amount(@Nullable Claim claim, String field) {
        String shown = shown(claim, field);
        return shown == null || claim == null ? null : shownAmount(claim.value(), shown, field);
    }

    private @Nullable Long shownAmount(@Nullable String value, String shown, String field) {
        BigDecimal amount = plain(value, field);
        if (amount == null) {
            return null;
        }
        if (amount.stripTrailingZeros().scale() > exponent) {
            miss("TOO_MANY_DECIMALS", field, "The currency has " + exponent + " decimals.");
            return null;
        }
        if (!shown.equals(SAID) && !PrintedNumbers.shows(shown, amount)) {
            miss("AMOUNT_DIFFERS", field, differs(shown, amount));
            return null;
        }
        if (PrintedNumbers.in(shown).stream().distinct().count() > 1 && PrintedNumbers.isUnclear(shown, amount)) {
            ambiguous.add(field);
        }
        return amount.movePointRight(exponent).longValueExact();
    }

    private static String differs(String shown, BigDecimal amount) {
        String numbers = PrintedNumbers.in(shown).stream()
                .map(BigDecimal::toPlainString)
                .distinct()
                .limit(4)
                .collect(Collectors.joining(" or "));
        return "The evidence shows " + (numbers.isEmpty() ? "no number" : numbers) + ", not " + amount.toPlainString()
                + ".";
    }

    private @Nullable BigDecimal plain(@Nullable String value, String field) {
        String bare = value == null ? "" : value.strip();
        if (!PLAIN_AMOUNT.matcher(bare).matches()) {
            miss("NOT_A_NUMBER", field, "The amount should be given as 1234.50.");
            return null;
        }
        return new BigDecimal(bare);
    }

    private Invoice.Totals totals(long gross, @Nullable Long net, @Nullable Long tax) {
        long taxed = tax != null ? tax : net != null ? gross - net : 0;
        long untaxed = net != null ? net : gross - taxed;
        if (untaxed + taxed != gross) {
            miss(
                    "TOTAL_GROSS",
                    "gross",
                    "Net " + text(untaxed) + " and VAT " + text(taxed) + " are not " + text(gross) + ".");
        }
        boolean derived = tax == null && taxed != 0 && !PrintedNumbers.shows(evidence.text(), decimal(taxed));
        boolean hidden = tax == null && taxed == 0 && InvoiceKeywords.in(evidence.text(), InvoiceKeywords.VAT);
        if (derived || hidden || Long.signum(taxed) * Long.signum(gross) < 0) {
            ambiguous.add("tax");
        }
        if (InvoiceKeywords.in(evidence.text(), InvoiceKeywords.PAID)) {
            ambiguous.add("payable");
        }
        return new Invoice.Totals(untaxed, 0, 0, untaxed, taxed, null, gross, 0, 0, 0, gross);
    }

    private List<Invoice.Line> lines(Invoice.Totals totals) {
        List<Invoice.Line> lines = new ArrayList<>();
        long sum = 0;
        for (ExtractedFields.Line each : fields.lines()) {
            String where = "line " + (lines.size() + 1);
            String shown = shown(new Claim(each.amount(), each.evidence()), where);
            Long amount = shown == null ? null : shownAmount(each.amount(), shown, where);
            if (amount == null) {
                return List.of();
            }
            lines.add(line(each, amount, where, lines.size() + 1));
            sum += amount;
        }
        if (!lines.isEmpty() && sum != totals.net() && sum != totals.gross()) {
            miss("SUM_LINES", "lines", "The lines sum up to " + text(sum) + ", which is neither net nor gross.");
        }
        return lines;
    }

    private Invoice.Line line(ExtractedFields.Line claimed, long amount, String where, int number) {
        BigDecimal quantity = BigDecimal.ONE;
        BigDecimal price = decimal(amount);
        if (claimed.quantity() != null && claimed.unitPrice() != null) {
            BigDecimal q = plain(claimed.quantity(), where + " quantity");
            BigDecimal p = plain(claimed.unitPrice(), where + " price");
            if (q != null && p != null) {
                quantity = q;
                price = p;
                compare(q.multiply(p), amount, where);
            }
        }
        return new Invoice.Line(
                String.valueOf(number),
                null,
                quantity,
                new Invoice.Price(price, BigDecimal.ONE, null, null, null),
                amount,
                null,
                List.of(),
                List.of());
    }

    /** A product is rounded once, so half a minor unit is no difference. The rule book says how far it may be off. */
    private void compare(BigDecimal product, long amount, String where) {
        BigDecimal exact = product.movePointRight(exponent);
        if (exact.subtract(BigDecimal.valueOf(amount)).abs().compareTo(new BigDecimal("0.5")) <= 0) {
            return;
        }
        if (exact.precision() - exact.scale() > 15) {
            miss("AMOUNT_TOO_LARGE", where, "Quantity × price has more than 15 digits.");
            return;
        }
        long computed = exact.setScale(0, RoundingMode.HALF_UP).longValueExact();
        differences.add(new Difference(Product.LINE, where, computed, amount, 1));
    }

    /**
     * Evidence cannot stop one attack: a true amount in the wrong place, such as the net amount claimed as the gross
     * amount. The gross amount of an invoice is its largest amount, so a person must look when the text shows a larger
     * one. In a currency without decimals, amounts are hard to tell from other numbers; there a person must also look
     * when the gross is the only amount claimed and no word near it says that it is a total.
     */
    private void guardGross(long gross) {
        BigDecimal claimed = decimal(gross);
        boolean larger = PrintedNumbers.money(evidence.text(), exponent).stream()
                .anyMatch(each -> each.abs().compareTo(claimed.abs()) > 0);
        String shown = Evidence.normal(fields.gross().evidence());
        boolean unnamed = fields.net() == null
                && fields.tax() == null
                && !InvoiceKeywords.in(evidence.around(shown), InvoiceKeywords.TOTAL);
        if (gross <= 0 || larger || (exponent == 0 && unnamed)) {
            ambiguous.add("gross");
        }
    }

    private BigDecimal decimal(long minor) {
        return BigDecimal.valueOf(minor, exponent);
    }

    private String text(long minor) {
        return decimal(minor).toPlainString();
    }

    private String said(String field, String value) {
        vouched.add(field);
        return value;
    }

    private @Nullable String miss(String code, String field, String why) {
        findings.add(new Finding(code, field, why));
        return null;
    }
}
