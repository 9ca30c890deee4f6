package dev.ratchet.activities.grounding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before each number and date of a sentence. Exchanged are two of a kind when one takes the place of the other: "begins on
 * B and ends on A" of a source that begins on A and ends on B.
 */
final class Pairings {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\d][\\p{L}\\p{M}\\d._/-]*");

    /** Function words that say which of two numbers is meant. */
    private static final Set<String> BOUNDS = Words.words("most least hochstens mindestens bis until from");

    private Pairings() {}

    /** @param unit of a number; a word of its own for a date */
    private record Item(Object what, String unit, int at) {}

    private interface Before {
        Optional<String> of(String text, int at);
    }

    static boolean exchanged(Claim sentence, Claim source) {
        return exchanged(sentence, source, Pairings::word) || exchanged(sentence, source, Pairings::name);
    }

    /** What is before the item in the sentence is, in the source, not before it but before another one of its kind. */
    private static boolean exchanged(Claim sentence, Claim source, Before before) {
        List<Item> there = items(source);
        for (Item item : items(sentence)) {
            Optional<String> ours = before.of(sentence.text(), item.at());
            if (ours.isEmpty()) {
                continue;
            }
            boolean with = false;
            boolean withAnother = false;
            for (Item other : there) {
                boolean stands = before.of(source.text(), other.at())
                        .filter(its -> Words.alike(its, ours.get()))
                        .isPresent();
                with |= stands && same(item, other);
                withAnother |= stands && !same(item, other) && other.unit().equals(item.unit());
            }
            if (withAnother && !with) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(Item item, Item other) {
        if (item.what() instanceof Dates.Found mine && other.what() instanceof Dates.Found its) {
            return mine.within(its);
        }
        return item.what() instanceof Quantities.Quantity mine
                && other.what() instanceof Quantities.Quantity its
                && mine.sameValue(its);
    }

    private static List<Item> items(Claim claim) {
        List<Item> items = new ArrayList<>();
        claim.dates().forEach(date -> items.add(new Item(date, "a date", date.start())));
        claim.quantities().forEach(quantity -> items.add(new Item(quantity, quantity.unit(), quantity.at())));
        return items;
    }

    /** The last word before it that says something. */
    private static Optional<String> word(String text, int at) {
        Optional<String> last = Optional.empty();
        for (Matcher m = WORD.matcher(text.substring(0, at)); m.find(); ) {
            String folded = Words.fold(m.group());
            boolean says = BOUNDS.contains(folded) || !Words.isFunction(folded);
            if (says && folded.length() > 2 && Character.isLetter(folded.charAt(0))) {
                last = Optional.of(Words.stem(folded));
            }
        }
        return last;
    }

    /** The last name before it. */
    private static Optional<String> name(String text, int at) {
        Optional<String> last = Optional.empty();
        for (Matcher m = WORD.matcher(text.substring(0, at)); m.find(); ) {
            for (String name : Names.in(m.group())) {
                last = Optional.of(name);
            }
        }
        return last;
    }
}
