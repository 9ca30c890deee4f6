package dev.ratchet.activities.retrieval.ranking;

import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.activities.retrieval.words.Analysis.Word;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds to the score of a passage how many of the question's words it has, and how many of them close together. A word counts the
 * more, the fewer of the candidates have it.
 *
 * @param coverage weight of the words it has, 0 to 10; the best score that came in has 1
 * @param proximity weight of the words within {@link #NEAR} words of its text, 0 to 10
 */
public record CoverageReranker(Analysis analysis, double coverage, double proximity) implements Reranker {
    /** About two sentences. */
    static final int NEAR = 30;

    public CoverageReranker {
        if (!(coverage >= 0 && coverage <= 10 && proximity >= 0 && proximity <= 10)) {
            throw new IllegalArgumentException("weights are 0 to 10, not " + coverage + " and " + proximity);
        }
    }

    @Override
    public String name() {
        return "coverage@1 " + coverage + "/" + proximity;
    }

    private record Read(Candidate candidate, List<String> stems) {}

    @Override
    public List<Candidate> rerank(String question, List<Candidate> candidates) {
        Set<String> asked = stems(question).stream().collect(Collectors.toSet());
        List<Read> read = candidates.stream()
                .map(each -> new Read(
                        each,
                        stems(each.passage().heading() + " " + each.text()).stream()
                                .map(stem -> asked.contains(stem) ? stem : "")
                                .toList()))
                .toList();
        Map<String, Double> weights = weights(asked, read);
        double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        double best = candidates.stream().mapToDouble(Candidate::score).max().orElse(1);
        return all == 0 || best <= 0
                ? candidates
                : read.stream()
                        .map(each -> scored(each, weights, all, best))
                        .sorted(Comparator.comparingDouble(Candidate::score).reversed())
                        .toList();
    }

    private Candidate scored(Read read, Map<String, Double> weights, double all, double best) {
        double score = read.candidate.score() / best
                + coverage * sum(Set.copyOf(read.stems), weights) / all
                + proximity * near(read.stems, weights) / all;
        return new Candidate(read.candidate.passage(), read.candidate.text(), score);
    }

    private static Map<String, Double> weights(Set<String> asked, List<Read> read) {
        Map<String, Double> weights = new HashMap<>();
        for (String stem : asked) {
            long have = read.stream().filter(each -> each.stems.contains(stem)).count();
            weights.put(stem, Math.log(1 + (read.size() - have + 0.5) / (have + 0.5)));
        }
        return weights;
    }

    private static double sum(Set<String> stems, Map<String, Double> weights) {
        return stems.stream()
                .mapToDouble(stem -> weights.getOrDefault(stem, 0.0))
                .sum();
    }

    /** The largest sum of weights of different words within so many in a row. */
    private static double near(List<String> stems, Map<String, Double> weights) {
        Map<String, Integer> inside = new HashMap<>();
        Deque<String> window = new ArrayDeque<>();
        double sum = 0;
        double best = 0;
        for (String stem : stems) {
            window.add(stem);
            if (inside.merge(stem, 1, Integer::sum) == 1) {
                sum += weights.getOrDefault(stem, 0.0);
            }
            if (window.size() > NEAR) {
                String gone = window.remove();
                if (inside.merge(gone, -1, Integer::sum) == 0) {
                    sum -= weights.getOrDefault(gone, 0.0);
                }
            }
            best = Math.max(best, sum);
        }
        return best;
    }

    private List<String> stems(String text) {
        return analysis.words(text).stream().map(Word::stem).toList();
    }
}
