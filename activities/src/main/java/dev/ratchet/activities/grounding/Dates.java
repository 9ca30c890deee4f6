package dev.ratchet.activities.grounding;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates and times of day in English and German texts. One that can be read in two ways has two readings. */
final class Dates {
    private static final String MONTH =
            "(january|januar|jan|february|februar|feb|march|märz|maerz|mar|april|apr|may|mai|june|juni|jun|july|juli|jul|august|aug|september|sept|sep|october|oktober|oct|okt|november|nov|december|dezember|dec|dez)\\b\\.?";
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private static final Pattern ISO = Pattern.compile("(?<![\\d-])(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?![\\d])");
    private static final Pattern NUMBERS =
            Pattern.compile("(?<![\\d./-])(\\d{1,2})([-/.])\\s?(\\d{1,2})\\2\\s?(\\d{4}|\\d{2})(?![\\d])");
    private static final Pattern DAY_FIRST = Pattern.compile(
            "(?<![\\d.,])(\\d{1,2})(?:\\.|st|nd|rd|th)?\\s+(?:of\\s+)?" + MONTH + "(?:,?\\s+(\\d{4})(?!\\d))?", FLAGS);
    private static final Pattern MONTH_FIRST =
            Pattern.compile("\\b" + MONTH + "\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s+(\\d{4})(?!\\d))?", FLAGS);
    private static final Pattern MONTH_ONLY = Pattern.compile("\\b" + MONTH + "\\s+(\\d{4})(?!\\d)", FLAGS);
    private static final Pattern QUARTER =
            Pattern.compile("\\b(?:Q([1-4])|([1-4])\\.\\s*Quartal)(?:\\s+|/)(\\d{4})(?!\\d)", FLAGS);
    private static final Pattern TIME = Pattern.compile(
            "(?<![\\d:.,])(\\d{1,2})(?::(\\d{2}))?\\s*(a\\.?m\\b\\.?|p\\.?m\\b\\.?|uhr\\b|o'clock)|(?<![\\d:.,])(\\d{1,2}):(\\d{2})(?![\\d:])",
            FLAGS);

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /** A date or time and where it stands; it has two readings where the order of day and month is open. */
    record Found(Set<String> readings, int start, int end) {
        /** Whether one says no more than the other: a month and year are part of a date, a day without its year too. */
        boolean within(Found other) {
            return readings.stream().anyMatch(mine -> other.readings.stream().anyMatch(its -> part(mine, its)));
        }

        private static boolean part(String mine, String its) {
            return its.equals(mine)
                    || (mine.matches("\\d{4}-\\d{2}") && its.startsWith(mine + "-"))
                    || (mine.startsWith("--") && its.endsWith(mine.substring(1)));
        }
    }

    private Dates() {}

    /** In the order of the forms; no two overlap. */
    static List<Found> in(String text) {
        List<Found> found = new ArrayList<>();
        for (Matcher m = ISO.matcher(text); m.find(); ) {
            add(found, m, full(m.group(1), m.group(2), m.group(3)));
        }
        for (Matcher m = NUMBERS.matcher(text); m.find(); ) {
            String year = m.group(4).length() == 2 ? "20" + m.group(4) : m.group(4);
            boolean dots = m.group(2).equals(".");
            add(found, m, full(year, m.group(3), m.group(1)), dots ? null : full(year, m.group(1), m.group(3)));
        }
        for (Matcher m = DAY_FIRST.matcher(text); m.find(); ) {
            add(found, m, named(m.group(3), m.group(2), m.group(1)));
        }
        for (Matcher m = MONTH_FIRST.matcher(text); m.find(); ) {
            add(found, m, named(m.group(3), m.group(1), m.group(2)));
        }
        for (Matcher m = MONTH_ONLY.matcher(text); m.find(); ) {
            add(found, m, m.group(2) + "-" + month(m.group(1)));
        }
        for (Matcher m = QUARTER.matcher(text); m.find(); ) {
            add(found, m, m.group(3) + "-Q" + (m.group(1) == null ? m.group(2) : m.group(1)));
        }
        for (Matcher m = TIME.matcher(text); m.find(); ) {
            add(found, m, time(m));
        }
        return found;
    }

    private static String time(Matcher m) {
        if (m.group(4) != null) {
            return "T" + two(m.group(4)) + ":" + m.group(5);
        }
        int hour = Integer.parseInt(m.group(1));
        String half = m.group(3).toLowerCase(Locale.ROOT);
        if (half.startsWith("p") && hour < 12) {
            hour += 12;
        }
        if (half.startsWith("a") && hour == 12) {
            hour = 0;
        }
        return "T" + two(String.valueOf(hour)) + ":" + (m.group(2) == null ? "00" : m.group(2));
    }

    private static @Nullable String named(@Nullable String year, String month, String day) {
        String full = full(year == null ? "2024" : year, month(month), day);
        return full == null || year != null ? full : "-" + full.substring(4);
    }

    private static String month(String name) {
        String begin = Words.fold(name)
                .substring(0, 3)
                .replace("mai", "may")
                .replace("okt", "oct")
                .replace("dez", "dec");
        return two(String.valueOf(MONTHS.indexOf(begin.equals("mae") ? "mar" : begin) + 1));
    }

    private static String two(String number) {
        return number.length() == 1 ? "0" + number : number;
    }

    private static @Nullable String full(String year, String month, String day) {
        try {
            return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                    .toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static void add(List<Found> found, Matcher at, @Nullable String... readings) {
        Set<String> known = new TreeSet<>();
        for (String reading : readings) {
            if (reading != null) {
                known.add(reading);
            }
        }
        if (!known.isEmpty()
                && found.stream().noneMatch(other -> other.start() < at.end() && at.start() < other.end())) {
            found.add(new Found(known, at.start(), at.end()));
        }
    }
}
