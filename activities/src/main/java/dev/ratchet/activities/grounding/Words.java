package dev.ratchet.activities.grounding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of English and German texts, folded so that inflection and spelling do not matter. */
final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+(?:['’]\\p{L}+)?");

    /** Words that say nothing by themselves. */
    private static final Set<String> FUNCTION = words("""
            a an the this that these those it its they them their there he she his her we our you your i
            is are was were be been being am do does did has have had having will would shall should can could may might must
            and or but nor so yet if then than as at by for from in into of off on onto out over to under up upon with
            within about after before during until since between through per via each every all any some both either
            what which who whom whose when where why how much many long also only very more most less least such same other
            according accordingly however therefore thus here please
            der die das den dem des ein eine einen einem einer eines er sie es wir ihr ihre ihrer ihren ihrem sein seine
            seiner seinen dieser diese dieses diesem diesen jener jede jeder jedes jeden jedem alle aller allen
            ist sind war waren wird werden wurde wurden sein hat haben hatte hatten kann konnen darf durfen muss mussen soll
            sollen und oder aber sondern wenn dann als wie so an am auf aus bei beim bis durch fur gegen im in ins mit nach
            neben uber um unter von vom vor wahrend wegen zu zum zur zwischen ab pro je auch nur sehr mehr weniger dass
            was welche welcher welches welchem welchen wer wen wem wann wo warum wieviel viel viele lange hoch gross man sich
            innerhalb binnen laut gemass hier dort es gibt zufolge
            """);

    private Words() {}

    static Set<String> words(String list) {
        return new TreeSet<>(Arrays.asList(list.strip().split("\\s+")));
    }

    /** Lower case without accents and umlauts; ß is ss. */
    static String fold(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replace("ß", "ss").replace('’', '\'');
        return Normalizer.normalize(plain, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    /** Every word, folded, in order. */
    static List<String> all(String text) {
        List<String> words = new ArrayList<>();
        for (Matcher m = WORD.matcher(text); m.find(); ) {
            words.add(fold(m.group()));
        }
        return words;
    }

    /** Stems of the words that say something, in order. */
    static Set<String> content(String text) {
        Set<String> stems = new TreeSet<>();
        for (String word : all(text)) {
            if (word.length() > 1 && !isFunction(word) && !Opposites.isNegator(word)) {
                stems.add(stem(word));
            }
        }
        return stems;
    }

    static boolean isFunction(String folded) {
        return FUNCTION.contains(folded);
    }

    /** The word without endings of English and German; of four letters or more. */
    static String stem(String folded) {
        String word = folded.endsWith("'s") ? folded.substring(0, folded.length() - 2) : folded;
        for (String ending : List.of(
                "ments", "ungen", "ation", "ment", "ings", "ung", "ing", "ies", "ied", "ern", "est", "end", "em", "en",
                "er", "es", "ed", "ly", "e", "s", "n", "y", "t")) {
            if (word.endsWith(ending) && word.length() - ending.length() >= 4) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }

    /** Whether two stems are of one word, or one is a part of the other as in German compounds. */
    static boolean alike(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        if (participle(one, other) || participle(other, one)) {
            return true;
        }
        int shorter = Math.min(one.length(), other.length());
        if (shorter < 4) {
            return false;
        }
        return one.startsWith(other)
                || other.startsWith(one)
                || (shorter >= 5 && (one.endsWith(other) || other.endsWith(one)));
    }

    /** As "gemeldet" is of "melden". */
    private static boolean participle(String one, String of) {
        return of.length() >= 4 && one.startsWith("ge") && one.startsWith(of, 2);
    }

    static boolean anyAlike(String stem, Set<String> among) {
        return among.contains(stem) || among.stream().anyMatch(each -> alike(stem, each));
    }

    /** How much of the first is in the second, 0 to 1; 1 when the first is empty. */
    static double share(Set<String> of, Set<String> in) {
        return of.isEmpty()
                ? 1
                : (double) of.stream().filter(stem -> anyAlike(stem, in)).count() / of.size();
    }
}
