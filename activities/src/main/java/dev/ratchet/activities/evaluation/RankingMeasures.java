package dev.ratchet.activities.evaluation;

import dev.ratchet.activities.retrieval.evaluation.Measures;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases.Case;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.CaseResult;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Hit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Measures one ranking of documents; a document stands where its best passage does. */
final class RankingMeasures {
    static final String NDCG = "ndcg@10";
    static final String RECALL_10 = "recall@10";
    static final String RECALL_100 = "recall@100";
    static final String MAP = "map";

    /** In the order in which people are shown them. */
    static final List<String> NAMES = List.of(NDCG, RECALL_10, RECALL_100, MAP);

    /** Documents that a result tells of. */
    static final int SHOWN = 10;

    private RankingMeasures() {}

    static List<String> documents(List<Hit> hits) {
        return hits.stream()
                .map(hit -> hit.passage().of().document())
                .distinct()
                .toList();
    }

    /** A question of which no document is relevant has no values: nothing could be found. */
    static CaseResult of(Case asked, List<String> ranking) {
        SortedMap<String, Double> values = new TreeMap<>();
        if (asked.judged()) {
            values.put(NDCG, Measures.ndcg(ranking, asked.grades(), 10));
            values.put(RECALL_10, Measures.recall(ranking, asked.grades(), 10));
            values.put(RECALL_100, Measures.recall(ranking, asked.grades(), 100));
            values.put(
                    MAP, Measures.averagePrecision(ranking.stream().limit(100).toList(), asked.grades()));
        }
        return new CaseResult(
                asked.id(),
                asked.text(),
                values,
                asked.grades(),
                asked.abstain(),
                ranking.stream().limit(SHOWN).toList(),
                null,
                null);
    }
}
