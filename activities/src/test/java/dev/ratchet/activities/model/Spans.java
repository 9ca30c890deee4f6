package dev.ratchet.activities.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the characters of a document that show a value, as a model that reads well would copy them. */
final class Spans {
    private static final List<Locale> LANGUAGES = List.of(
            Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, Locale.forLanguageTag("nl"), Locale.forLanguageTag("pl"));
    private static final List<String> DATES = List.of(
            "yyyy-MM-dd", "dd-MM-yyyy", "d-M-yyyy", "dd.MM.yyyy", "dd.MM.yy", "dd/MM/yyyy", "MM/dd/yyyy", "dd/MM/yy");
    private static final List<String> WRITTEN_DATES = List.of(
            "d MMMM yyyy",
            "dd MMMM yyyy",
            "d. MMMM yyyy",
            "MMMM d yyyy",
            "MMMM d, yyyy",
            "MMM d yyyy",
            "d MMM yyyy",
            "dd MMM yyyy",
            "dd MMM, yyyy",
            "MMMM d , yyyy",
            "MMM dd yyyy");

    private Spans() {}

    /**
     * The value itself, where no longer number or word holds it; any spaces, dots and hyphens between its characters.
     * Texts of PDFs lose the space between a value and its label, so a letter may follow a digit.
     */
    static Optional<String> of(String value, String text) {
        String before = Character.isDigit(value.charAt(0)) ? "(?<!\\p{N})" : "(?<!\\p{L})";
        String after = Character.isDigit(value.charAt(value.length() - 1)) ? "(?!\\p{N})" : "(?!\\p{L})";
        return find(before + spaced(value) + after, text);
    }

    /** An amount with two decimals, or with none where it is whole, in the spellings of Europe, India and America. */
    static Optional<String> ofAmount(BigDecimal amount, String text) {
        Set<String> spellings = new LinkedHashSet<>();
        for (char[] marks : new char[][] {{'.', ','}, {',', '.'}, {'.', ' '}, {',', ' '}, {',', '\u00a0'}}) {
            DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
            symbols.setDecimalSeparator(marks[0]);
            symbols.setGroupingSeparator(marks[1]);
            for (String pattern : new String[] {"#,##0.00", "0.00", "#,##0.000", "0.###"}) {
                spellings.add(new DecimalFormat(pattern, symbols)
                        .format(amount.setScale(Math.max(2, amount.scale()), RoundingMode.UNNECESSARY)));
            }
        }
        String any = spellings.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return find("(?<![\\p{N}.,])(" + any + ")(?![.,]?\\p{N})", text);
    }

    static Optional<String> ofDate(LocalDate date, String text) {
        Set<String> spellings = new LinkedHashSet<>();
        DATES.forEach(pattern -> spellings.add(date.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT))));
        for (Locale language : LANGUAGES) {
            WRITTEN_DATES.forEach(
                    pattern -> spellings.add(date.format(DateTimeFormatter.ofPattern(pattern, language))));
        }
        return spellings.stream()
                .map(spelling -> find("(?i)(?<![\\p{L}\\p{N}])" + spaced(spelling) + "(?!\\p{N})", text))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static Optional<String> ofCurrency(String code, String text) {
        List<String> signs = switch (code) {
            case "EUR" -> List.of("EUR", "€", "Euro");
            case "USD" -> List.of("USD", "$");
            case "INR" -> List.of("INR", "₹", "Rs.", "Rs");
            case "PLN" -> List.of("PLN", "zł");
            default -> List.of(code);
        };
        return signs.stream().filter(text::contains).findFirst();
    }

    private static String spaced(String value) {
        return value.codePoints()
                .filter(c -> !Character.isWhitespace(c))
                .mapToObj(c -> Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining("[ \\u00a0.-]{0,2}"));
    }

    /** The last place: totals stand at the end. */
    private static Optional<String> find(String regex, String text) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        String last = null;
        while (matcher.find()) {
            last = matcher.group();
        }
        return Optional.ofNullable(last);
    }
}
