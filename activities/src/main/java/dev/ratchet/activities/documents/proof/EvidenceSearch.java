package dev.ratchet.activities.documents.proof;

import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.contract.invoice.ExtractedFields.Claim;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks in a text for what shows a value that somebody typed in: a text as it is, a number with other separators, a date and an
 * amount in the forms that invoices print. What it finds is proven like a model's evidence.
 */
final class EvidenceSearch {
    /** Fewer digits without decimals show too many other things, such as a rate of VAT. */
    private static final int FEWEST_DIGITS = 3;

    private static final int BEFORE = 40;

    private final Evidence evidence;
    private final int exponent;

    private EvidenceSearch(Evidence evidence, int exponent) {
        this.evidence = evidence;
        this.exponent = exponent;
    }

    /** The same claims, each with its evidence where it had none and the text has it. */
    static ExtractedFields complete(Evidence evidence, ExtractedFields fields) {
        return new EvidenceSearch(evidence, exponent(fields.currency())).complete(fields);
    }

    private static int exponent(@Nullable Claim currency) {
        try {
            return currency == null ? 2 : Money.exponent(currency.value().strip());
        } catch (IllegalArgumentException e) {
            return 2;
        }
    }

    private ExtractedFields complete(ExtractedFields fields) {
        return new ExtractedFields(
                verbatim(fields.number()),
                date(fields.issueDate()),
                verbatim(fields.supplierName()),
                bare(fields.supplierTaxId()),
                verbatim(fields.currency()),
                amount(fields.net()),
                amount(fields.tax()),
                amount(fields.gross()),
                bare(fields.iban()),
                verbatim(fields.orderNumber()),
                verbatim(fields.correctedNumber()),
                fields.kind(),
                fields.lines().stream().map(this::line).toList());
    }

    private Claim verbatim(@Nullable Claim claim) {
        return found(claim, value -> first(whole(Pattern.quote(Evidence.normal(value)))));
    }

    /** The same letters and digits, with at most one separator between two of them. */
    private Claim bare(@Nullable Claim claim) {
        return found(claim, value -> {
            String bare = Iban.bare(value);
            return bare.isEmpty()
                    ? Optional.empty()
                    : first(whole(bare.chars()
                            .mapToObj(c -> String.valueOf((char) c))
                            .collect(Collectors.joining("[ ./-]?"))));
        });
    }

    private static Pattern whole(String expression) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + expression + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private Optional<String> first(Pattern pattern) {
        Matcher match = pattern.matcher(evidence.text());
        while (match.find()) {
            if (evidence.has(match.group())) {
                return Optional.of(match.group());
            }
        }
        return Optional.empty();
    }

    /** Not the day on which it is due, where the text shows the same day in another place. */
    private Claim date(@Nullable Claim claim) {
        return found(claim, value -> {
            LocalDate day;
            try {
                day = LocalDate.parse(value.strip());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
            Optional<String> due = Optional.empty();
            for (String shown : PrintedDates.showing(evidence.text(), day)) {
                for (int at = evidence.text().indexOf(shown);
                        at >= 0;
                        at = evidence.text().indexOf(shown, at + 1)) {
                    String before = evidence.text().substring(Math.max(0, at - BEFORE), at);
                    if (!InvoiceKeywords.in(before, InvoiceKeywords.DUE)) {
                        return evidence.has(shown) ? Optional.of(shown) : Optional.empty();
                    }
                    due = Optional.of((before.substring(before.indexOf(' ') + 1) + shown));
                }
            }
            return due.filter(evidence::has);
        });
    }

    private Claim amount(@Nullable Claim claim) {
        return found(claim, this::amountShown);
    }

    private Optional<String> amountShown(String value) {
        if (!FieldProof.PLAIN_AMOUNT.matcher(value.strip()).matches()) {
            return Optional.empty();
        }
        List<String> shown = PrintedNumbers.showing(evidence.text(), new BigDecimal(value.strip())).stream()
                .filter(evidence::has)
                .toList();
        return shown.stream()
                .filter(printed -> PrintedNumbers.isMoney(printed, exponent))
                .findFirst()
                .or(() -> shown.stream()
                        .filter(printed ->
                                printed.chars().filter(Character::isDigit).count() >= FEWEST_DIGITS)
                        .findFirst());
    }

    private ExtractedFields.Line line(ExtractedFields.Line line) {
        return line.amount() == null || !blank(line.evidence())
                ? line
                : new ExtractedFields.Line(
                        line.quantity(),
                        line.unitPrice(),
                        line.amount(),
                        amountShown(line.amount()).orElse(""));
    }

    @SuppressWarnings("NullAway") // a claim that is absent stays absent
    private static Claim found(@Nullable Claim claim, Function<String, Optional<String>> search) {
        return claim == null || blank(claim.value()) || !blank(claim.evidence())
                ? claim
                : new Claim(claim.value(), search.apply(claim.value()).orElse(""));
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
