package dev.ratchet.activities.evaluation;

import dev.ratchet.activities.retrieval.evaluation.Interval;
import dev.ratchet.activities.retrieval.evaluation.Proportion;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest.Kind;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.CaseResult;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.Count;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** All questions together. The same results give the same intervals. */
final class Totals {
    private static final long SEED = 20261129;

    private Totals() {}

    static List<String> names(Kind kind) {
        return kind == Kind.RETRIEVAL ? RankingMeasures.NAMES : AnswerMeasures.NAMES;
    }

    /** Those that have a value for at least one question. */
    static List<Measure> measures(Kind kind, List<CaseResult> cases) {
        List<Measure> measures = new ArrayList<>();
        for (String name : names(kind)) {
            double[] values = cases.stream()
                    .filter(each -> each.values().containsKey(name))
                    .mapToDouble(each -> each.values().get(name))
                    .toArray();
            if (values.length > 0) {
                Interval interval = Interval.of(values, SEED);
                measures.add(new Measure(name, interval.mean(), interval.low(), interval.high(), values.length));
            }
        }
        return measures;
    }

    static List<Count> counts(Kind kind, List<CaseResult> cases) {
        List<Count> counts = new ArrayList<>();
        if (kind == Kind.RETRIEVAL) {
            Predicate<CaseResult> judged = each -> !each.values().isEmpty();
            add(
                    counts,
                    "nothing relevant among the first 10",
                    cases,
                    judged,
                    each -> value(each, RankingMeasures.RECALL_10) == 0);
            add(
                    counts,
                    "nothing relevant among the first 100",
                    cases,
                    judged,
                    each -> value(each, RankingMeasures.RECALL_100) == 0);
            add(counts, "without a relevant document, not measured", cases, each -> true, judged.negate());
            return counts;
        }
        add(counts, "answered where an answer is wanted", cases, each -> !each.abstain(), each -> is(each, "ANSWERED"));
        add(
                counts,
                "abstained where an answer is wanted",
                cases,
                each -> !each.abstain(),
                each -> is(each, "ABSTAINED"));
        add(
                counts,
                "abstained where none is wanted",
                cases,
                CaseResult::abstain,
                each -> is(each, "ABSTAINED") || is(each, "REFUSED"));
        add(counts, "answered where none is wanted", cases, CaseResult::abstain, each -> is(each, "ANSWERED"));
        add(
                counts,
                "answered without citing a wanted document",
                cases,
                each -> each.values().containsKey(AnswerMeasures.PRECISION),
                each -> value(each, AnswerMeasures.PRECISION) == 0);
        add(counts, "failed", cases, each -> true, each -> is(each, "FAILED"));
        return counts;
    }

    private static void add(
            List<Count> counts,
            String name,
            List<CaseResult> cases,
            Predicate<CaseResult> of,
            Predicate<CaseResult> which) {
        List<CaseResult> all = cases.stream().filter(of).toList();
        if (!all.isEmpty()) {
            Proportion some = new Proportion((int) all.stream().filter(which).count(), all.size());
            counts.add(new Count(name, some.count(), some.of(), some.toString()));
        }
    }

    private static double value(CaseResult of, String name) {
        return of.values().getOrDefault(name, 0.0);
    }

    private static boolean is(CaseResult of, String outcome) {
        return of.outcome() != null && of.outcome().startsWith(outcome + " ");
    }

    /** Worst first. */
    static List<CaseResult> worst(Kind kind, List<CaseResult> cases, int most) {
        Comparator<CaseResult> byBadness = kind == Kind.RETRIEVAL
                ? Comparator.<CaseResult>comparingDouble(each -> value(each, RankingMeasures.NDCG))
                        .thenComparingDouble(each -> value(each, RankingMeasures.RECALL_100))
                : Comparator.<CaseResult>comparingDouble(each -> value(each, AnswerMeasures.DECIDED))
                        .thenComparingDouble(each -> each.values().getOrDefault(AnswerMeasures.PRECISION, 1.0))
                        .thenComparingDouble(each -> each.values().getOrDefault(AnswerMeasures.COVERAGE, 1.0))
                        .thenComparingDouble(each -> -value(each, AnswerMeasures.SECONDS));
        return cases.stream()
                .filter(each -> !each.values().isEmpty())
                .sorted(byBadness.thenComparing(CaseResult::id))
                .limit(most)
                .toList();
    }

    /** {@code ndcg@10 0.374 [0.345, 0.404] over 225 questions}. */
    static String sentence(Kind kind, List<Measure> measures) {
        if (measures.isEmpty()) {
            return "nothing could be measured";
        }
        Measure first = measures.get(0);
        return String.format(
                Locale.ROOT,
                "%s %s over %d %s",
                first.name(),
                new Interval(first.mean(), first.low(), first.high()),
                first.questions(),
                first.questions() == 1 ? "question" : "questions");
    }
}
