package dev.ratchet.activities.grounding;

import dev.ratchet.workflows.contract.qa.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds places that cannot be right together with what an answer cites: a sentence of another passage about the same things in
 * nearly the same words, with another number, date or sense. Pure. It sees no contradiction that is put in other words.
 */
final class Conflicts {
    static final int MOST = 6;
    private static final double SAME_WORDS = 0.7;
    private static final int LEAST_WORDS = 3;

    private Conflicts() {}

    static List<Answer.Conflict> of(List<Answer.Sentence> sentences, List<Grounding.Shown> shown) {
        List<Answer.Conflict> conflicts = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            Answer.Span cited = sentences.get(i).spans().get(0);
            Claim claim = Claim.of(sentences.get(i).text());
            for (Grounding.Shown other : shown) {
                if (!other.passage().id().equals(cited.passage().id())) {
                    against(i, claim, cited, other).forEach(conflicts::add);
                }
            }
        }
        return conflicts.stream().limit(MOST).toList();
    }

    private static List<Answer.Conflict> against(int sentence, Claim claim, Answer.Span cited, Grounding.Shown other) {
        return SentencePlaces.in(other.text()).stream()
                .filter(place -> contradict(claim, Claim.of(place.in(other.text()))))
                .map(place -> new Answer.Conflict(
                        sentence,
                        cited,
                        new Answer.Span(other.passage(), place.start(), place.end(), place.in(other.text()))))
                .toList();
    }

    static boolean contradict(Claim one, Claim other) {
        if (one.words().size() < LEAST_WORDS
                || Words.share(one.words(), other.words()) < SAME_WORDS
                || Words.share(other.words(), one.words()) < SAME_WORDS
                || Grounding.isInstruction(other.text())
                || ofOtherThings(one, other)) {
            return false;
        }
        return otherDates(one, other)
                || otherNumbers(one, other)
                || Opposites.denyOtherwise(one.text(), other.text())
                || Opposites.between(one.text(), other.text());
    }

    /** Each has a name that the other lacks. */
    private static boolean ofOtherThings(Claim one, Claim other) {
        return !one.names().stream().allMatch(other::hasName)
                && !other.names().stream().allMatch(one::hasName);
    }

    private static boolean otherDates(Claim one, Claim other) {
        return !one.dates().isEmpty()
                && !other.dates().isEmpty()
                && one.dates().stream().noneMatch(other::hasDate);
    }

    private static boolean otherNumbers(Claim one, Claim other) {
        return one.quantities().stream()
                .anyMatch(mine -> !other.hasValue(mine)
                        && other.quantities().stream()
                                .anyMatch(its -> its.unit().equals(mine.unit()) && !one.hasValue(its)));
    }
}
