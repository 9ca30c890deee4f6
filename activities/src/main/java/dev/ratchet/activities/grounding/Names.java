package dev.ratchet.activities.grounding;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of a sentence: capitalised words, quoted words, identifiers with digits or capitals inside, addresses. Stems, folded. */
final class Names {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:https?://|www\\.)\\S+|\\S+@\\S+\\.\\S+|!?\\[[^\\]]*\\]\\([^)]*\\)");
    private static final Pattern IDENTIFIER = Pattern.compile(
            "(?<![\\p{L}\\d])(?=[\\p{L}\\d._/-]*\\d)(?=[\\p{L}\\d._/-]*\\p{L})[\\p{L}\\d]+(?:[._/-][\\p{L}\\d]+)*");
    private static final Pattern WORD =
            Pattern.compile("(?<![\\p{L}\\d])\\p{Lu}[\\p{L}\\p{M}]*(?:['’]\\p{L}+)?(?![\\p{L}\\d])");
    private static final Pattern QUOTED = Pattern.compile("[\"“„«]([^\"”“»]{2,80})[\"”“»]");

    /** Nouns of measure, of time and of documents that name no particular thing; German writes them with a capital. */
    private static final Set<String> GENERAL = Words.words("""
            gewicht preis betrag dauer frist hohe lange breite tiefe kosten jahr jahre jahren tag tage tagen monat monate monaten
            woche wochen stunde stunden minute minuten sekunde sekunden uhr prozent euro anzahl zahl menge summe wert teil
            dokument abschnitt dokumente angabe frage antwort fall falle januar februar marz april mai juni juli august
            september oktober november dezember january february march may june july october december grad celsius
            monday tuesday wednesday thursday friday saturday sunday meter kilogramm gramm liter mehrwertsteuer
            yes no ja nein document passage section
            """);

    static final Set<String> DAYS = Words.words("""
            monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag
            """);

    /** Units that are written with capitals or digits are units, not names. */
    private static final Pattern UNIT = Pattern.compile(
            "(?i)\\d+(?:st|nd|rd|th|[.,]?\\d*(?:kg|g|mg|t|lb|km|m|cm|mm|ft|l|ml|s|ms|min|h|w|kw|kwh|mw|v|a|ma|hz|khz|mhz|ghz|bar|psi|kb|mb|gb|tb|am|pm|m2|m3|rpm|db))|m[23]|eur|usd|gbp|chf|jpy|kwh|mw|kw|hz|khz|mhz|ghz|kb|mb|gb|tb|v|w|a|c|f|n|nm|pa|kpa|db|q[1-4]|am|pm");

    private Names() {}

    static Set<String> in(String text) {
        Set<String> names = new TreeSet<>();
        String left = text;
        for (Matcher m = ADDRESS.matcher(text); m.find(); ) {
            names.add(Words.fold(m.group()).replaceAll("[.,;:!?]+$", ""));
            left = left.replace(m.group(), " ");
        }
        for (Matcher m = QUOTED.matcher(left); m.find(); ) {
            Words.content(m.group(1)).forEach(names::add);
        }
        for (Matcher m = IDENTIFIER.matcher(left); m.find(); ) {
            if (!UNIT.matcher(m.group()).matches() && !m.group().matches("\\d+[-/](?:\\p{L}+)")) {
                names.add(identifier(m.group()));
            }
        }
        for (Matcher m = WORD.matcher(left); m.find(); ) {
            String folded = Words.fold(m.group()).replaceAll("'s?$", "");
            if (folded.length() > 1
                    && !UNIT.matcher(m.group()).matches()
                    && !Words.isFunction(folded)
                    && !Opposites.isNegator(folded)
                    && (DAYS.contains(folded) || !GENERAL.contains(folded))) {
                names.add(Words.stem(folded));
            }
        }
        return names;
    }

    private static String identifier(String written) {
        return Words.fold(written).replaceAll("[._/-]", "");
    }

    /** Identifiers and addresses must be the same; words may be inflected or compounded. */
    static boolean in(String name, String source) {
        if (name.contains("@") || name.contains("://") || name.startsWith("www") || name.contains("](")) {
            return Words.fold(source).contains(name);
        }
        if (name.chars().anyMatch(Character::isDigit)) {
            return identifiers(source).contains(name);
        }
        return Words.anyAlike(name, stems(source));
    }

    private static Set<String> identifiers(String text) {
        Set<String> found = new TreeSet<>();
        for (Matcher m = IDENTIFIER.matcher(text); m.find(); ) {
            found.add(identifier(m.group()));
        }
        return found;
    }

    private static Set<String> stems(String text) {
        Set<String> stems = new TreeSet<>();
        Words.all(text).forEach(word -> stems.add(Words.stem(word)));
        return stems;
    }
}
