package dev.ratchet.activities.evaluation;

import dev.ratchet.workflows.contract.evaluation.EvaluationCases.Case;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.CaseResult;
import dev.ratchet.workflows.contract.qa.Answer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Measures one answer. That its citations bear it out is the gate's to say; here is said whether they are the wanted ones. */
final class AnswerMeasures {
    /** 1 when it answered what it should and abstained where it should. */
    static final String DECIDED = "decided rightly";

    /** Of the cited places, those in a wanted document. */
    static final String PRECISION = "citation precision";

    /** Of the sentences, those that cite a wanted document. */
    static final String COVERAGE = "citation coverage";

    static final String SECONDS = "seconds";
    static final String COST = "cost";

    /** In the order in which people are shown them. */
    static final List<String> NAMES = List.of(DECIDED, PRECISION, COVERAGE, SECONDS, COST);

    private static final String ANSWERED = "ANSWERED";

    private AnswerMeasures() {}

    /**
     * @param answer absent where the run gave none
     * @param micros what the run cost
     */
    static CaseResult of(Case asked, Asking.Ended ended, @Nullable Answer answer, long micros) {
        SortedMap<String, Double> values = new TreeMap<>();
        values.put(DECIDED, answered(ended) == !asked.abstain() && !failed(ended) ? 1.0 : 0.0);
        values.put(SECONDS, ended.millis() / 1_000.0);
        values.put(COST, micros / 1_000_000.0);
        if (answer != null && asked.judged()) {
            values.put(PRECISION, precision(asked, answer));
            values.put(COVERAGE, coverage(asked, answer));
        }
        return new CaseResult(
                asked.id(),
                asked.text(),
                values,
                asked.grades(),
                asked.abstain(),
                answer == null ? List.of() : cited(answer),
                ended.outcome() + " " + ended.code(),
                ended.run().workflowId());
    }

    static boolean answered(Asking.Ended ended) {
        return ended.outcome().equals(ANSWERED);
    }

    private static boolean failed(Asking.Ended ended) {
        return ended.outcome().equals("FAILED");
    }

    private static List<String> cited(Answer answer) {
        return answer.sentences().stream()
                .flatMap(sentence -> sentence.spans().stream())
                .map(AnswerMeasures::document)
                .distinct()
                .limit(RankingMeasures.SHOWN)
                .toList();
    }

    private static String document(Answer.Span span) {
        return span.passage().of().document();
    }

    private static boolean wanted(Case asked, Answer.Span span) {
        return asked.grades().getOrDefault(document(span), 0) > 0;
    }

    private static double precision(Case asked, Answer answer) {
        return answer.sentences().stream()
                .flatMap(sentence -> sentence.spans().stream())
                .mapToInt(span -> wanted(asked, span) ? 1 : 0)
                .average()
                .orElse(0);
    }

    private static double coverage(Case asked, Answer answer) {
        return answer.sentences().stream()
                .mapToInt(sentence -> sentence.spans().stream().anyMatch(span -> wanted(asked, span)) ? 1 : 0)
                .average()
                .orElse(0);
    }
}
