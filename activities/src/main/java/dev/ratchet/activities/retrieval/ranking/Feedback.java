package dev.ratchet.activities.retrieval.ranking;

import dev.ratchet.activities.retrieval.Query.Weighted;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.activities.retrieval.words.Analysis.Word;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the best passages for relevant and looks for their words, too: the relevance model RM3 (N. Abdul-Jaleel and others, UMass at
 * TREC 2004).
 *
 * @param passages whose words are taken, 1 to 20
 * @param words taken at most, 1 to 200
 * @param question part of the weight that the question's own words keep, above 0 to 1
 */
public record Feedback(int passages, int words, double question) {
    public Feedback {
        if (passages < 1 || passages > 20 || words < 1 || words > 200 || !(question > 0 && question <= 1)) {
            throw new IllegalArgumentException(
                    "feedback is of 1 to 20 passages and 1 to 200 words, and leaves the question a"
                            + " part above 0 up to 1 of the weight");
        }
    }

    /** @param score of the fused ranking, above 0 */
    public record Relevant(String text, double score) {}

    /** Words with weights beside 1 for each of the question's; none where there is nothing to learn from. */
    public List<Weighted> words(Analysis analysis, String asked, List<Relevant> relevant) {
        int length = analysis.words(asked).size();
        Map<String, Weighted> weights = new LinkedHashMap<>();
        for (Relevant each : relevant) {
            List<Word> all = analysis.words(each.text());
            for (Word word : all) {
                weights.merge(
                        word.stem(),
                        new Weighted(word.written(), each.score() / all.size()),
                        (before, more) -> new Weighted(before.word(), before.weight() + more.weight()));
            }
        }
        List<Weighted> best = weights.values().stream()
                .sorted(Comparator.comparingDouble(Weighted::weight).reversed())
                .limit(words)
                .toList();
        double sum = best.stream().mapToDouble(Weighted::weight).sum();
        double scale = (1 - question) / question * length / sum;
        return sum == 0 || length == 0
                ? List.of()
                : best.stream()
                        .map(each -> new Weighted(each.word(), each.weight() * scale))
                        .toList();
    }

    @Override
    public String toString() {
        return "feedback " + passages + "/" + words + "/" + question;
    }
}
