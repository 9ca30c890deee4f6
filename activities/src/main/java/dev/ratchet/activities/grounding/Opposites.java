package dev.ratchet.activities.grounding;

import java.util.List;
import java.util.Set;

/** What turns the sense of a sentence round: words that deny, and pairs of words that exclude each other. */
final class Opposites {
    private static final Set<String> NEGATORS = Words.words("""
            not no never none without cannot nor neither nobody nothing except unless
            can't won't don't doesn't didn't isn't aren't wasn't weren't mustn't shouldn't couldn't hasn't haven't
            nicht nichts kein keine keinen keinem keiner keines nie niemals niemand ohne weder ausser ausgenommen nirgends
            """);

    /** Each side as beginnings of folded words or as two words; a side that both texts have decides nothing. */
    private static final List<List<List<String>>> PAIRS = List.of(
            List.of(
                    List.of("at least", "minimum", "no less", "mindestens", "wenigstens"),
                    List.of("at most", "maximum", "no more", "up to", "hochstens", "maximal", "bis zu")),
            List.of(List.of("before", "prior", "vor", "vorher"), List.of("after", "following", "nach", "nachher")),
            List.of(
                    List.of(
                            "must",
                            "muss",
                            "mussen",
                            "required",
                            "mandatory",
                            "obligatory",
                            "verpflichtend",
                            "pflicht"),
                    List.of("may", "might", "optional", "optionally", "voluntary", "freiwillig", "kann", "konnen")),
            List.of(
                    List.of("allowed", "permitted", "erlaubt", "zulassig", "gestattet"),
                    List.of("forbidden", "prohibited", "disallowed", "banned", "verboten", "untersagt", "unzulassig")),
            List.of(
                    List.of(
                            "included",
                            "includes",
                            "including",
                            "inclusive",
                            "inklusive",
                            "einschliesslich",
                            "enthalten"),
                    List.of(
                            "excluded",
                            "excludes",
                            "excluding",
                            "exclusive",
                            "exklusive",
                            "ausschliesslich",
                            "zuzuglich")),
            List.of(
                    List.of(
                            "increase",
                            "increased",
                            "increases",
                            "rose",
                            "rises",
                            "raised",
                            "grew",
                            "stieg",
                            "steigt",
                            "gestiegen",
                            "erhoht"),
                    List.of(
                            "decrease",
                            "decreased",
                            "decreases",
                            "fell",
                            "falls",
                            "lowered",
                            "shrank",
                            "sank",
                            "sinkt",
                            "gesunken",
                            "gesenkt")),
            List.of(
                    List.of("more than", "over", "above", "exceeds", "mehr als", "uber"),
                    List.of("less than", "below", "under", "fewer than", "weniger als", "unter")),
            List.of(
                    List.of("buyer", "customer", "kaufer", "kunde", "lessee", "tenant", "mieter", "borrower"),
                    List.of(
                            "seller",
                            "supplier",
                            "verkaufer",
                            "lieferant",
                            "lessor",
                            "landlord",
                            "vermieter",
                            "lender")),
            List.of(
                    List.of("open", "opens", "offnet", "geoffnet"),
                    List.of("closed", "closes", "schliesst", "geschlossen")),
            List.of(
                    List.of("start", "starts", "begin", "begins", "beginnt"),
                    List.of("end", "ends", "expires", "endet")),
            List.of(List.of("hot", "warm", "heiss"), List.of("cold", "cool", "kalt")),
            List.of(
                    List.of("all", "every", "always", "alle", "immer", "jeder"),
                    List.of("some", "sometimes", "einige", "manchmal", "manche")),
            List.of(List.of("free", "kostenlos", "gratis"), List.of("charged", "paid", "kostenpflichtig")),
            List.of(List.of("valid", "gultig"), List.of("invalid", "void", "ungultig", "nichtig")),
            List.of(List.of("north"), List.of("south")),
            List.of(List.of("left", "links"), List.of("right", "rechts")),
            List.of(List.of("gross", "brutto"), List.of("net", "netto")),
            List.of(
                    List.of("daily", "taglich"),
                    List.of("weekly", "wochentlich"),
                    List.of("monthly", "monatlich"),
                    List.of("quarterly", "vierteljahrlich"),
                    List.of("yearly", "annually", "jahrlich")));

    private Opposites() {}

    static boolean isNegator(String folded) {
        return NEGATORS.contains(folded);
    }

    /**
     * Whether one denies more than the other. What the source adds with "and" or "but" about other things does not count; what it
     * adds as an exception does.
     */
    static boolean denyOtherwise(String sentence, String source) {
        Set<String> words = Words.content(sentence);
        long there = 0;
        for (String clause : source.split("(?i);|,? (?:and|but|und|aber) ")) {
            Set<String> its = Words.content(clause);
            boolean aside = its.size() >= 2 && its.stream().noneMatch(word -> Words.anyAlike(word, words));
            there += aside ? 0 : denials(clause);
        }
        return denials(sentence) != there;
    }

    /** "No less than" and "no later than" are bounds, and deny nothing. */
    private static long denials(String text) {
        String folded = String.join(" ", Words.all(text))
                .replaceAll("\\bno (less|more|later|earlier|fewer) than\\b", "")
                .replaceAll("\\bnot (only|later than|less than|more than)\\b", "")
                .replaceAll("\\bnicht nur\\b", "");
        return List.of(folded.split(" ")).stream().filter(Opposites::isNegator).count();
    }

    /** Whether the sentence has one side of a pair, and the source another side and not this one. */
    static boolean between(String sentence, String source) {
        String said = " " + String.join(" ", Words.all(sentence)) + " ";
        String there = " " + String.join(" ", Words.all(source)) + " ";
        return PAIRS.stream()
                .anyMatch(sides -> sides.stream()
                        .anyMatch(side -> has(said, side)
                                && !has(there, side)
                                && sides.stream()
                                        .anyMatch(other -> other != side && has(there, other) && !has(said, other))));
    }

    private static boolean has(String text, List<String> side) {
        return side.stream().anyMatch(word -> text.contains(" " + word + " "));
    }
}
