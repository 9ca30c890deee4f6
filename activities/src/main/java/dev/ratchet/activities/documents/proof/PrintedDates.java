package dev.ratchet.activities.documents.proof;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds dates as invoices print them: ISO, day.month.year, day/month/year or month/day/year, and dates with the name of
 * the month in English, German, French, Dutch, Polish, Spanish or Italian. A name may be shortened to three letters.
 */
final class PrintedDates {
    private static final Pattern ISO = Pattern.compile("(?<!\\d)(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)");
    private static final Pattern NUMBERS =
            Pattern.compile("(?<![\\d.])(\\d{1,2})\\s?([-/.])\\s?(\\d{1,2})\\s?\\2\\s?(\\d{4}|\\d{2})(?!\\d)");
    private static final Pattern DAY_FIRST = Pattern.compile(
            "(?<!\\d)(\\d{1,2})(?:\\.|er|st|nd|rd|th)?[\\s-]*(?:de\\s+)?(\\p{L}{3,12})\\.?,?[\\s-]*(?:de\\s+)?(\\d{4})(?!\\d)");
    private static final Pattern MONTH_FIRST =
            Pattern.compile("(?<!\\p{L})(\\p{L}{3,12})\\.?\\s*(\\d{1,2})(?:st|nd|rd|th)?\\s*,?\\s*(\\d{4})(?!\\d)");

    private static final List<List<String>> MONTHS = List.of(
            List.of("january", "januar", "janner", "janvier", "januari", "styczen", "stycznia", "enero", "gennaio"),
            List.of("february", "februar", "fevrier", "februari", "luty", "lutego", "febrero", "febbraio"),
            List.of("march", "marz", "maerz", "mars", "maart", "mrt", "marzec", "marca", "marzo"),
            List.of("april", "avril", "kwiecien", "kwietnia", "abril", "aprile"),
            List.of("may", "mai", "mei", "maj", "maja", "mayo", "maggio"),
            List.of("june", "juni", "juin", "czerwiec", "czerwca", "junio", "giugno"),
            List.of("july", "juli", "juillet", "lipiec", "lipca", "julio", "luglio"),
            List.of("august", "aout", "augustus", "sierpien", "sierpnia", "agosto"),
            List.of("september", "septembre", "wrzesien", "wrzesnia", "septiembre", "setiembre", "settembre"),
            List.of("october", "oktober", "octobre", "pazdziernik", "pazdziernika", "octubre", "ottobre"),
            List.of("november", "novembre", "listopad", "listopada", "noviembre"),
            List.of("december", "dezember", "decembre", "grudzien", "grudnia", "diciembre", "dicembre"));

    private PrintedDates() {}

    /** Every possible date in the text. A date that can be read in two ways gives two. */
    static Set<LocalDate> in(String text) {
        Set<LocalDate> dates = new LinkedHashSet<>();
        for (Matcher m = ISO.matcher(text); m.find(); ) {
            add(dates, m.group(1), m.group(2), m.group(3));
        }
        for (Matcher m = NUMBERS.matcher(text); m.find(); ) {
            add(dates, year(m.group(4)), m.group(3), m.group(1));
            if (!m.group(2).equals(".")) {
                add(dates, year(m.group(4)), m.group(1), m.group(3));
            }
        }
        for (Matcher m = DAY_FIRST.matcher(text); m.find(); ) {
            for (int month : months(m.group(2))) {
                add(dates, m.group(3), String.valueOf(month), m.group(1));
            }
        }
        for (Matcher m = MONTH_FIRST.matcher(text); m.find(); ) {
            for (int month : months(m.group(1))) {
                add(dates, m.group(3), String.valueOf(month), m.group(2));
            }
        }
        return dates;
    }

    /** The places of a text that can be read as this date, as printed, the first one first within each form. */
    static List<String> showing(String text, LocalDate date) {
        List<String> places = new ArrayList<>();
        for (Pattern form : List.of(ISO, NUMBERS, DAY_FIRST, MONTH_FIRST)) {
            for (Matcher m = form.matcher(text); m.find(); ) {
                if (in(m.group()).contains(date)) {
                    places.add(m.group());
                }
            }
        }
        return places;
    }

    /**
     * Whether some date of the text can only have its day first, or only its month first, as {@code dayFirst} says.
     * Dates with dots do not count: their day is always first.
     */
    static boolean proves(String text, boolean dayFirst) {
        for (Matcher m = NUMBERS.matcher(text); m.find(); ) {
            int first = Integer.parseInt(m.group(1));
            int second = Integer.parseInt(m.group(3));
            if (!m.group(2).equals(".") && (dayFirst ? first > 12 && second <= 12 : second > 12 && first <= 12)) {
                return true;
            }
        }
        return false;
    }

    private static String year(String printed) {
        return printed.length() == 2 ? "20" + printed : printed;
    }

    private static List<Integer> months(String word) {
        String plain = Normalizer.normalize(word.toLowerCase(Locale.ROOT).replace("ß", "ss"), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < MONTHS.size(); i++) {
            if (MONTHS.get(i).stream().anyMatch(name -> name.startsWith(plain))) {
                found.add(i + 1);
            }
        }
        return found;
    }

    private static void add(Set<LocalDate> dates, String year, String month, String day) {
        try {
            dates.add(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
        } catch (DateTimeException e) {
            return;
        }
    }
}
