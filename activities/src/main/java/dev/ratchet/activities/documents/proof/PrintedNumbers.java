package dev.ratchet.activities.documents.proof;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds numbers in the notations 1.234,56 · 1,234.56 · 1 234,56 · 1'234.56 · 1234.56 · 1,23,456.00. A single mark
 * before exactly three digits ({@code 1.234}) may separate thousands or decimals: both values are kept.
 */
final class PrintedNumbers {
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\d.,])[-\\u2212]?\\d{1,3}(?:([.,'\\u2019 \\u00A0\\u202F])\\d{3}(?:\\1\\d{3}){0,5})(?:[.,]\\d{1,6})?(?!\\d)"
                    + "|(?<![\\d])[-\\u2212]?\\d{1,15}(?:[.,]\\d{1,6})?(?!\\d)");
    private static final Pattern LAKHS =
            Pattern.compile("(?<![\\d.,])\\d{1,2}(?:,\\d{2}){1,6},\\d{3}(?:\\.\\d{1,6})?(?!\\d)");

    private PrintedNumbers() {}

    /** Every possible value of every number in the text. */
    static List<BigDecimal> in(String text) {
        List<BigDecimal> values = new ArrayList<>();
        Matcher number = NUMBER.matcher(text);
        for (int at = 0; number.find(at); at = Math.max(number.end(), at + 1)) {
            readings(number.group(), values);
        }
        for (Matcher lakhs = LAKHS.matcher(text); lakhs.find(); ) {
            values.add(new BigDecimal(lakhs.group().replace(",", "")));
        }
        return values;
    }

    static boolean shows(String text, BigDecimal value) {
        return in(text).stream().anyMatch(each -> each.compareTo(value) == 0);
    }

    /** The numbers of the text that can be read as this value, as printed, in order; lakhs last. */
    static List<String> showing(String text, BigDecimal value) {
        List<String> printed = new ArrayList<>();
        Matcher number = NUMBER.matcher(text);
        for (int at = 0; number.find(at); at = Math.max(number.end(), at + 1)) {
            if (shows(number.group(), value)) {
                printed.add(number.group());
            }
        }
        for (Matcher lakhs = LAKHS.matcher(text); lakhs.find(); ) {
            if (shows(lakhs.group(), value)) {
                printed.add(lakhs.group());
            }
        }
        return printed;
    }

    /** Whether a number is printed with exactly these decimals, or with thousands marks when there are none. */
    static boolean isMoney(String printed, int decimals) {
        return moneyForm(decimals).matcher(printed).matches();
    }

    private static Pattern moneyForm(int decimals) {
        return Pattern.compile(decimals == 0 ? ".*[.,'\u2019 ]\\d{3}" : ".*[.,]\\d{" + decimals + "}");
    }

    /** Whether every number that shows this value can also be read as another value, as 1.234 can. */
    static boolean isUnclear(String text, BigDecimal value) {
        Matcher number = NUMBER.matcher(text);
        boolean unclear = false;
        for (int at = 0; number.find(at); at = Math.max(number.end(), at + 1)) {
            List<BigDecimal> values = new ArrayList<>();
            readings(number.group(), values);
            if (values.stream().anyMatch(each -> each.compareTo(value) == 0)) {
                if (values.size() == 1) {
                    return false;
                }
                unclear = true;
            }
        }
        return unclear;
    }

    /** The numbers printed as money: with exactly the currency's decimals, or with thousands marks when it has none. */
    static List<BigDecimal> money(String text, int decimals) {
        List<BigDecimal> values = new ArrayList<>();
        Pattern form = moneyForm(decimals);
        Matcher number = NUMBER.matcher(text);
        for (int at = 0; number.find(at); at = Math.max(number.end(), at + 1)) {
            if (form.matcher(number.group()).matches()) {
                readings(number.group(), values);
            }
        }
        return values;
    }

    private static void readings(String printed, List<BigDecimal> values) {
        String number = printed.replace('\u2212', '-').replaceAll("['\u2019 \u00A0\u202F]", "");
        int comma = number.lastIndexOf(',');
        int dot = number.lastIndexOf('.');
        int last = Math.max(comma, dot);
        if (last < 0) {
            values.add(new BigDecimal(number));
            return;
        }
        boolean both = comma >= 0 && dot >= 0;
        boolean repeated = number.indexOf(number.charAt(last)) != last;
        int decimals = number.length() - last - 1;
        String bare = number.replaceAll("[.,]", "");
        if (!repeated) {
            String whole = number.substring(0, last).replaceAll("[.,]", "");
            values.add(new BigDecimal(whole + "." + number.substring(last + 1)));
        }
        if (decimals == 3 && !both) {
            values.add(new BigDecimal(bare));
        }
    }
}
