package dev.ratchet.activities.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases.Case;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest.Kind;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.CaseResult;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.Count;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.Measure;
import dev.ratchet.workflows.contract.qa.Answer;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Hit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One question, all questions, and their page. */
class EvaluationMeasuresTest {
    private static final String A = "aaaaaaaaaaaaaaaa";
    private static final String B = "bbbbbbbbbbbbbbbb";

    private static Case asked(String id, Map<String, Integer> grades, boolean abstain) {
        return new Case(id, "question " + id, new TreeMap<>(grades), abstain);
    }

    private static Passage passage(String document, int number) {
        return new Passage(
                new DocumentVersion(document, 1, Digest.of(document)), number, 0, "", 0, 10, Digest.of("t" + number));
    }

    // ---- rankings

    @Test
    void aDocumentStandsWhereItsBestPassageDoes() {
        List<Hit> hits = Stream.of(passage(B, 3), passage(A, 1), passage(B, 1), passage(A, 2))
                .map(each -> new Hit(each, 1))
                .toList();
        assertThat(RankingMeasures.documents(hits)).containsExactly(B, A);
    }

    @Test
    void aRankingIsMeasuredByItsJudgements() {
        CaseResult result = RankingMeasures.of(asked("1", Map.of(A, 1, B, 0), false), List.of(B, A));
        assertThat(result.values().get("ndcg@10")).isCloseTo(0.631, within(0.001));
        assertThat(result.values()).containsEntry("recall@10", 1.0).containsEntry("map", 0.5);
        assertThat(RankingMeasures.of(asked("1", Map.of(B, 0), false), List.of(B))
                        .values())
                .isEmpty();
    }

    @Test
    void whatStandsBelowTheTenthIsNoMoreThanRecall() {
        List<String> ranking = IntStream.range(0, 50)
                .mapToObj(at -> at == 20 ? A : String.format(Locale.ROOT, "%016x", at))
                .toList();
        CaseResult result = RankingMeasures.of(asked("1", Map.of(A, 1), false), ranking);
        assertThat(result.values())
                .containsEntry("ndcg@10", 0.0)
                .containsEntry("recall@10", 0.0)
                .containsEntry("recall@100", 1.0);
        assertThat(result.found()).hasSize(10);
    }

    // ---- answers

    private static Answer.Sentence sentence(String... documents) {
        return new Answer.Sentence(
                "It weighs 45 kg.",
                Stream.of(documents)
                        .map(each -> new Answer.Span(passage(each, 1), 0, 5, "45 kg"))
                        .toList());
    }

    private static CaseResult answered(Case asked, String outcome, Answer.Sentence... sentences) {
        Asking.Ended ended = new Asking.Ended(new RunRef("qa/default/x", "r"), outcome, "CODE", null, "bundle", 1_500);
        Answer answer = sentences.length == 0 ? null : new Answer(Digest.of("q"), List.of(sentences), List.of());
        return AnswerMeasures.of(asked, ended, answer, 40_000);
    }

    @Test
    void citationsAreHeldAgainstTheWantedDocuments() {
        CaseResult result =
                answered(asked("1", Map.of(A, 1), false), "ANSWERED", sentence(A, B), sentence(B), sentence(A));
        assertThat(result.values())
                .containsEntry("citation precision", 0.5)
                .containsEntry("decided rightly", 1.0)
                .containsEntry("seconds", 1.5)
                .containsEntry("cost", 0.04);
        assertThat(result.values().get("citation coverage")).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(result.found()).containsExactly(A, B);
    }

    @Test
    void rightIsToAnswerWhereOneIsWantedAndElseToAbstain() {
        Case wanted = asked("1", Map.of(), false);
        Case none = asked("2", Map.of(), true);
        assertThat(answered(wanted, "ANSWERED", sentence(A)).values()).containsEntry("decided rightly", 1.0);
        assertThat(answered(wanted, "ABSTAINED").values()).containsEntry("decided rightly", 0.0);
        assertThat(answered(none, "ABSTAINED").values()).containsEntry("decided rightly", 1.0);
        assertThat(answered(none, "REFUSED").values()).containsEntry("decided rightly", 1.0);
        assertThat(answered(none, "ANSWERED", sentence(A)).values()).containsEntry("decided rightly", 0.0);
        assertThat(answered(none, "FAILED").values()).containsEntry("decided rightly", 0.0);
        assertThat(answered(wanted, "FAILED").values()).containsEntry("decided rightly", 0.0);
        assertThat(answered(wanted, "ANSWERED", sentence(A)).values())
                .as("nobody said what should be cited")
                .doesNotContainKey("citation precision");
    }

    // ---- all of them

    private static CaseResult ranked(int number, double ndcg) {
        return new CaseResult(
                String.format(Locale.ROOT, "%03d", number),
                "question " + number,
                new TreeMap<>(Map.of("ndcg@10", ndcg, "recall@10", ndcg, "recall@100", 1.0)),
                new TreeMap<>(Map.of(A, 1)),
                false,
                List.of(B),
                null,
                null);
    }

    private static List<CaseResult> ranked(int count, IntToDoubleFunction ndcg) {
        return IntStream.range(0, count)
                .mapToObj(at -> ranked(at, ndcg.applyAsDouble(at)))
                .toList();
    }

    @Test
    void aMeasureIsItsMeanWithItsInterval() {
        List<CaseResult> cases = ranked(40, at -> at % 2);
        List<Measure> measures = Totals.measures(Kind.RETRIEVAL, cases);
        assertThat(measures).extracting(Measure::name).containsExactly("ndcg@10", "recall@10", "recall@100");
        assertThat(measures.get(0).mean()).isEqualTo(0.5);
        assertThat(measures.get(0).low()).isBetween(0.3, 0.4);
        assertThat(measures.get(0).high()).isBetween(0.6, 0.7);
        assertThat(measures).isEqualTo(Totals.measures(Kind.RETRIEVAL, cases));
        assertThat(Totals.sentence(Kind.RETRIEVAL, measures))
                .startsWith("ndcg@10 0.500 [")
                .endsWith("over 40 questions");
    }

    @Test
    void noneAtAllIsPrintedWithWhatItMeans() {
        List<CaseResult> cases = IntStream.range(0, 50)
                .mapToObj(at -> answered(asked("q" + at, Map.of(), true), "ABSTAINED"))
                .toList();
        assertThat(Totals.counts(Kind.ANSWERS, cases))
                .contains(new Count("answered where none is wanted", 0, 50, "0 of 50 (< 3/50 at 95 %)"))
                .contains(new Count("abstained where none is wanted", 50, 50, "50 of 50"));
    }

    @Test
    void theWorstStandFirstAndNoMoreThanAreWanted() {
        List<CaseResult> cases = ranked(80, at -> at / 100.0);
        assertThat(Totals.worst(Kind.RETRIEVAL, cases, 50)).isEqualTo(cases.subList(0, 50));
    }

    // ---- the page

    private static EvaluationResults results(List<CaseResult> cases) {
        return new EvaluationResults(
                EvaluationResults.FORMAT,
                Kind.RETRIEVAL,
                "<script>alert(1)</script>",
                "evaluation/default/x",
                "bm25@1",
                false,
                List.of("build \"<7>\""),
                90,
                new Finding("BUDGET_USED_UP", "budget", "0.08 of the budget were spent"),
                Totals.measures(Kind.RETRIEVAL, cases),
                Totals.counts(Kind.RETRIEVAL, cases),
                cases);
    }

    @Test
    void thePageEscapesEveryTextAndNeedsNothingElse() {
        CaseResult hostile = new CaseResult(
                "1<i>",
                "</article><img src=x onerror='alert(1)'>&",
                ranked(1, 0.0).values(),
                new TreeMap<>(Map.of(A, 2)),
                false,
                List.of(B),
                null,
                null);
        String page = HtmlReport.of(results(List.of(hostile, ranked(2, 1.0))), id -> id.equals(A) ? "<b>a</b>" : id);
        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;/article&gt;&lt;img src=x onerror=&#39;")
                .contains("build &quot;&lt;7&gt;&quot;", "&lt;b&gt;a&lt;/b&gt; (" + A + "), grade 2")
                .contains("2 of 90", "0.08 of the budget were spent", "words alone", "not wanted")
                .doesNotContain("<script", "<img", "<b>", "<i>", "http:", "https:", "url(");
    }

    @Test
    void thePageShowsFiftyQuestionsAtMost() {
        String page = HtmlReport.of(results(ranked(80, at -> at / 100.0)), id -> id);
        assertThat(page.split("<article>", -1)).hasSize(51);
        assertThat(page).contains("The worst 50", "question 49<").doesNotContain("question 50<");
    }
}
