package dev.ratchet.activities.retrieval.evaluation;

import java.util.List;
import java.util.Map;

/**
 * Measures of one ranking, each from 0 to 1. A document that nobody judged counts as not relevant. A ranking must not name a
 * document twice.
 */
public final class Measures {
    private Measures() {}

    /**
     * Normalised discounted cumulative gain: the grade is the gain, the discount is log2(rank + 1). K. Järvelin, J. Kekäläinen,
     * Cumulated gain-based evaluation of IR techniques, ACM TOIS 20 (2002), in the form of trec_eval's {@code ndcg_cut}.
     *
     * @param grades of judged documents; those of 0 and below gain nothing
     * @return 0 when no document is relevant
     */
    public static double ndcg(List<String> ranking, Map<String, Integer> grades, int at) {
        double ideal = gain(grades.values().stream()
                .filter(grade -> grade > 0)
                .sorted((a, b) -> Integer.compare(b, a))
                .limit(at)
                .toList());
        return ideal == 0
                ? 0
                : gain(first(ranking, at).stream().map(id -> grade(grades, id)).toList()) / ideal;
    }

    /** @return the part of the relevant documents that is among the first so many; 0 when no document is relevant */
    public static double recall(List<String> ranking, Map<String, Integer> grades, int at) {
        long relevant = relevant(grades);
        long found =
                first(ranking, at).stream().filter(id -> grade(grades, id) > 0).count();
        return relevant == 0 ? 0 : (double) found / relevant;
    }

    /**
     * Average precision: the precision at the rank of each relevant document that was found, summed, by the number of relevant
     * documents. Its mean over queries is MAP.
     *
     * @return 0 when no document is relevant
     */
    public static double averagePrecision(List<String> ranking, Map<String, Integer> grades) {
        long relevant = relevant(grades);
        double sum = 0;
        int found = 0;
        for (int rank = 1; rank <= ranking.size(); rank++) {
            if (grade(grades, ranking.get(rank - 1)) > 0) {
                found++;
                sum += (double) found / rank;
            }
        }
        return relevant == 0 ? 0 : sum / relevant;
    }

    private static double gain(List<Integer> grades) {
        double gain = 0;
        for (int rank = 1; rank <= grades.size(); rank++) {
            gain += Math.max(0, grades.get(rank - 1)) * Math.log(2) / Math.log(rank + 1);
        }
        return gain;
    }

    private static List<String> first(List<String> ranking, int at) {
        return ranking.subList(0, Math.min(at, ranking.size()));
    }

    private static int grade(Map<String, Integer> grades, String id) {
        return grades.getOrDefault(id, 0);
    }

    private static long relevant(Map<String, Integer> grades) {
        return grades.values().stream().filter(grade -> grade > 0).count();
    }
}
