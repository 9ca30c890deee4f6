package dev.ratchet.activities.grounding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before each number and date of a sentence. Exchanged are two of a kind when one takes the place of the other: "begins on
 * B and ends on A" of a source that begins on A and ends on B.
 */
final class Pairings {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\d][\\p{L}\\p{M}\\d._/-]*");

    private static final Pattern JOINT = Pattern.compile("[,;]|\\b(?:and|but|or|und|aber|oder)\\b");

    /** Function words that say which of two numbers is meant. */
    private static final Set<String> BOUNDS = Words.words("most least hochstens mindestens bis until from");

    private Pairings() {}

    /** @param unit of a number; a word of its own for a date */
    private record Item(Object what, String unit, int at) {}

    private interface Before {
        Optional<String> of(String text, int at);
    }

    static boolean exchanged(Claim sentence, Claim source) {
        return withWordsOfAnother(sentence, source) || exchanged(sentence, source, Pairings::name);
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

    /** Words around a number or date, up to its neighbours. What has no words of its own before it shares those of the one before. */
    private record Part(Item item, Set<String> before, Set<String> after) {}

    private static List<Part> parts(Claim claim) {
        List<Item> items = items(claim);
        items.sort(Comparator.comparingInt(Item::at));
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < items.size(); i++) {
            int at = items.get(i).at();
            int next =
                    i + 1 < items.size() ? items.get(i + 1).at() : claim.text().length();
            int end = boundary(claim.text(), at, next, i + 1 == items.size());
            Set<String> before = says(claim.text().substring(Math.min(from, at), at));
            boolean shares = before.isEmpty() && i > 0;
            parts.add(new Part(
                    items.get(i),
                    shares ? parts.get(i - 1).before() : before,
                    says(claim.text().substring(at, end))));
            from = end;
        }
        return parts;
    }

    /** After the last comma or conjunction between two items; where there is none, after the first of them. */
    private static int boundary(String text, int at, int next, boolean last) {
        if (last) {
            return next;
        }
        int end = -1;
        for (Matcher m = JOINT.matcher(text).region(at, next); m.find(); ) {
            end = m.start();
        }
        if (end >= 0) {
            return end;
        }
        int space = text.indexOf(' ', at);
        return space < 0 ? next : Math.min(space, next);
    }

    private static Set<String> says(String text) {
        Set<String> words = new TreeSet<>();
        for (String word : Words.all(text)) {
            boolean says = BOUNDS.contains(word) || (!Words.isFunction(word) && !Opposites.isNegator(word));
            if (says && word.length() > 2) {
                words.add(Words.stem(word));
            }
        }
        return words;
    }

    /** Another item of the kind has its own words in our sentence, and the item itself lacks some of its own. */
    private static boolean withWordsOfAnother(Claim sentence, Claim source) {
        List<Part> there = parts(source);
        for (Part ours : parts(sentence)) {
            List<Part> its = there.stream()
                    .filter(each -> same(ours.item(), each.item()))
                    .toList();
            if (its.size() != 1) {
                continue;
            }
            for (Part other : there) {
                boolean comparable = !same(ours.item(), other.item())
                        && other.item().unit().equals(its.get(0).item().unit());
                if (comparable
                        && (taken(ours.before(), its.get(0).before(), other.before())
                                || foreign(ours, its.get(0), other.after()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean taken(Set<String> ours, Set<String> its, Set<String> others) {
        Set<String> onlyIts = without(its, others);
        Set<String> onlyOthers = without(others, its);
        return !onlyIts.isEmpty()
                && !onlyOthers.isEmpty()
                && Words.share(onlyOthers, ours) == 1
                && Words.share(onlyIts, ours) < 1;
    }

    private static boolean foreign(Part ours, Part its, Set<String> others) {
        return ours.after().stream()
                .filter(word -> !(ours.item().what() instanceof Quantities.Quantity quantity && quantity.isOf(word)))
                .anyMatch(word -> Words.anyAlike(word, others)
                        && !Words.anyAlike(word, its.after())
                        && !Words.anyAlike(word, its.before()));
    }

    private static Set<String> without(Set<String> words, Set<String> others) {
        Set<String> left = new TreeSet<>(words);
        left.removeIf(word -> Words.anyAlike(word, others));
        return left;
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
