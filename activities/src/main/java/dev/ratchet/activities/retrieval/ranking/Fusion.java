package dev.ratchet.activities.retrieval.ranking;

import dev.ratchet.activities.retrieval.Candidates;
import dev.ratchet.activities.retrieval.Candidates.Ranked;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes one ranking of two. Without meaning it is the one of words. */
public sealed interface Fusion {

    List<Ranked> fuse(Candidates candidates, int depth);

    /**
     * Reciprocal rank fusion: 1 / (k + rank), summed. G. Cormack, C. Clarke, S. Büttcher, SIGIR 2009, whose k is 60.
     *
     * @param k 1 to 1,000; the larger, the less the first ranks stand out
     */
    record ReciprocalRank(int k) implements Fusion {
        public ReciprocalRank {
            if (k < 1 || k > 1_000) {
                throw new IllegalArgumentException("k is 1 to 1000, not " + k);
            }
        }

        @Override
        public List<Ranked> fuse(Candidates candidates, int depth) {
            Map<String, Ranked> sums = new LinkedHashMap<>();
            for (List<Ranked> ranking : List.of(candidates.byWords(), candidates.byMeaning())) {
                for (int rank = 1; rank <= ranking.size(); rank++) {
                    Fusion.add(sums, ranking.get(rank - 1).passage(), 1.0 / (k + rank));
                }
            }
            return Fusion.ordered(sums);
        }

        @Override
        public String toString() {
            return "rrf " + k;
        }
    }

    /**
     * A weighted sum of scores, each brought to 0 to 1. S. Bruch, S. Gai, A. Ingber, An analysis of fusion functions for hybrid
     * retrieval, ACM TOIS 42 (2023).
     *
     * @param meaning weight of its score, 0 to 1; that of words has the rest
     */
    record WeightedSum(double meaning) implements Fusion {
        public WeightedSum {
            if (!(meaning >= 0 && meaning <= 1)) {
                throw new IllegalArgumentException("the weight of meaning is 0 to 1, not " + meaning);
            }
        }

        @Override
        public List<Ranked> fuse(Candidates candidates, int depth) {
            Map<String, Ranked> sums = new LinkedHashMap<>();
            double words = candidates.semantic() ? 1 - meaning : 1;
            add(sums, candidates.byWords(), words, depth);
            add(sums, candidates.byMeaning(), meaning, depth);
            return Fusion.ordered(sums);
        }

        /** A ranking that was cut off has its last score for 0: what is not in it is not better. */
        private static void add(Map<String, Ranked> sums, List<Ranked> ranking, double weight, int depth) {
            if (ranking.isEmpty()) {
                return;
            }
            double best = ranking.get(0).score();
            double least =
                    ranking.size() < depth ? 0 : ranking.get(ranking.size() - 1).score();
            for (Ranked each : ranking) {
                double score = best > least ? (each.score() - least) / (best - least) : 1;
                Fusion.add(sums, each.passage(), weight * Math.max(0, score));
            }
        }

        @Override
        public String toString() {
            return "sum " + meaning;
        }
    }

    private static void add(Map<String, Ranked> sums, Passage passage, double score) {
        sums.merge(
                passage.id(),
                new Ranked(passage, score),
                (before, more) -> new Ranked(passage, before.score() + more.score()));
    }

    private static List<Ranked> ordered(Map<String, Ranked> sums) {
        return sums.values().stream()
                .sorted(Comparator.comparingDouble(Ranked::score).reversed())
                .toList();
    }
}
