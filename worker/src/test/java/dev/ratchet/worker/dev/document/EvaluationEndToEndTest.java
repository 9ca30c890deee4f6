package dev.ratchet.worker.dev.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.approval.Approvals;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.WholeRatchet;
import dev.ratchet.worker.dev.model.CountingModel;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.CaseResult;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.Measure;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small library, measured by two configurations from the command line, compared, and asked. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EvaluationEndToEndTest {
    private static final Map<String, String> DOCUMENTS = new TreeMap<>(Map.of(
            "pump manual.md", "The Loch pump weighs 45 kg. It is delivered in a wooden box.",
            "valve.md", "The Tarn valve opens at 9 bar. The valve is made of brass.",
            "motor.md", "The Beck motor turns 1450 times a minute. The motor needs no oil.",
            "service.md", "The service interval of the Loch pump is 24 months. Seals are changed then.",
            "prices.md", "The Tarn valve costs 80 euro. The Beck motor costs 900 euro.",
            "warranty.md", "The warranty of all products is 36 months. It covers defects of material."));

    private static final String QUERIES = """
            q1\tHow much does the Loch pump weigh?
            q2\tAt which pressure does the Tarn valve open?
            {"id":"q3","question":"How often does the Beck motor turn?"}
            q4\tWhat is the service interval of the pump?
            q5\tWhat does the Beck motor cost?
            q6\tWho <b>paints</b> zebras?
            """;

    private static final String JUDGEMENTS = """
            q1 0 pump manual.md 1
            q1 0 service.md 0
            q2 0 valve.md 2
            q2 0 prices.md 1
            q3 0 motor.md 1
            q4 0 service.md 1
            q5 0 prices.md 1
            """;

    private Path folder;
    private CountingModel model;
    private WholeRatchet ratchet;

    @BeforeAll
    void start(@TempDir Path where) throws Exception {
        folder = where;
        model = CountingModel.start();
        Map<String, String> environment = new TreeMap<>(model.environment("worker"));
        environment.putAll(CountingModel.CHEAP);
        ratchet = WholeRatchet.start(where, environment);
        for (Map.Entry<String, String> document : DOCUMENTS.entrySet()) {
            bringIn(document.getKey(), document.getValue());
        }
    }

    @AfterAll
    void stop() throws Exception {
        if (ratchet != null) {
            ratchet.close();
        }
        if (model != null) {
            model.close();
        }
    }

    private void bringIn(String name, String text) throws IOException {
        Approvals approvals = ratchet.services().capabilities().approvals();
        DocumentRef kept = ratchet.services()
                .capabilities()
                .contents()
                .put(TenantId.DEFAULT, text.getBytes(StandardCharsets.UTF_8));
        approvals.uploaded(TenantId.DEFAULT, kept.digest(), System.getProperty("user.name"));
        Said said = ratchet.ratchet(
                "start", "library", CanonicalJson.of(new LibraryRequest(name, kept.digest(), kept.bytes())), "--json");
        assertThat(said.out()).contains("PUBLISHED");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Said retrieval(String configuration, Path queries, Path qrels) {
        return ratchet.ratchet(
                "eval",
                "retrieval",
                "--queries",
                queries,
                "--qrels",
                qrels,
                "--configuration",
                configuration,
                "--out",
                folder.resolve(configuration));
    }

    private EvaluationResults results(String out) throws IOException {
        return CanonicalJson.read(
                Files.readString(folder.resolve(out).resolve("results.json")), EvaluationResults.class);
    }

    private static double mean(EvaluationResults results, String measure) {
        return results.measures().stream()
                .filter(each -> each.name().equals(measure))
                .mapToDouble(Measure::mean)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void twoConfigurationsAreMeasuredAndCompared() throws Exception {
        Path queries = file("queries.tsv", QUERIES);
        Path qrels = file("qrels.txt", JUDGEMENTS.replace("\n", "\r\n"));
        Said bm25 = retrieval("bm25@1", queries, qrels);
        assertThat(bm25.err()).isEmpty();
        assertThat(bm25.code()).isZero();
        assertThat(bm25.out())
                .contains("ndcg@10", "recall@100", "map", "queries.tsv, 6 of 6 questions, bm25@1 (lucene")
                .contains(
                        "nothing relevant among the first 100", "0 of 5 (< 3/5 at 95 %)", "words alone were compared");
        EvaluationResults measured = results("bm25@1");
        assertThat(mean(measured, "ndcg@10")).isGreaterThan(0.8);
        assertThat(measured.cases()).extracting(CaseResult::id).containsExactly("q1", "q2", "q3", "q4", "q5", "q6");
        assertThat(measured.cases().get(5).values()).isEmpty();
        String report = Files.readString(folder.resolve("bm25@1").resolve("report.html"));
        assertThat(report)
                .contains("pump manual.md (", "prefers-color-scheme: dark", "The worst 5")
                .doesNotContain("<script", "src=", "<b>paints");

        assertThat(retrieval("postgresql@1", queries, qrels).code()).isZero();
        Said compared = ratchet.ratchet(
                "eval",
                "compare",
                folder.resolve("bm25@1").resolve("results.json"),
                folder.resolve("postgresql@1").resolve("results.json"));
        assertThat(compared.code()).as(compared.err()).isZero();
        assertThat(compared.out()).contains("A: queries.tsv, bm25@1", "B: queries.tsv, postgresql@1", "ndcg@10");

        Said again = retrieval("bm25@1", queries, qrels);
        assertThat(again.err()).contains("measured before; --again measures anew");
        assertThat(results("bm25@1")).isEqualTo(measured);
    }

    @Test
    void aConfigurationThatThereIsNotIsRefusedWithThoseThatThereAre() throws Exception {
        Said said = retrieval("best@9", file("q.tsv", QUERIES), file("r.txt", JUDGEMENTS));
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("no configuration of retrieval is called best@9; known are [bm25@1,");
    }

    @Test
    void judgementsOfOtherDocumentsAreRefusedBeforeAnythingIsMeasured() throws Exception {
        Said said = retrieval("bm25@1", file("q2.tsv", QUERIES), file("r2.txt", "q1 0 nowhere.md 1\n"));
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("None of the documents that are judged is in the library");
    }

    @Test
    void answersAreRunsOfTheAnsweringAgentAndTheirCitationsAreMeasured() throws Exception {
        int before = model.calls().size();
        Path questions = file("questions.jsonl", """
                {"id":"a1","question":"How much does the Loch pump weigh?","documents":["pump manual.md"]}
                {"id":"a2","question":"What is the service interval of the Loch pump?","documents":["service.md"]}
                {"id":"a3","question":"How much does the Tarn valve cost?","documents":["valve.md"]}
                {"id":"a4","question":"How tall are the zebras of Kenya?","abstain":true}
                {"id":"a5","question":"How much does the Fell compressor weigh?","abstain":true}
                """);
        Said said = ratchet.ratchet(
                "eval",
                "answers",
                "--questions",
                questions,
                "--configuration",
                "extractive@1",
                "--budget",
                "1.00",
                "--out",
                folder.resolve("answers"));
        assertThat(said.code()).as(said.err()).isZero();
        EvaluationResults results = results("answers");
        assertThat(results.cases()).extracting(CaseResult::id).containsExactly("a1", "a2", "a3", "a4", "a5");
        assertThat(results.cases().get(0).outcome()).isEqualTo("ANSWERED EXTRACTED");
        assertThat(results.cases().get(0).values()).containsEntry("citation precision", 1.0);
        assertThat(results.cases().get(3).outcome()).startsWith("ABSTAINED");
        assertThat(results.cases().get(3).values()).containsEntry("decided rightly", 1.0);
        assertThat(results.counts().toString()).contains("answered where none is wanted", "(< 3/2 at 95 %)");
        assertThat(results.versions().toString()).contains("build ", "retrieval usual tuned@2, file ");
        String run = results.cases().get(0).run();
        assertThat(ratchet.ratchet("explain", run).out()).contains("retrieved by", "extractive@1 (lucene");
        List<String> runs = results.cases().stream().map(CaseResult::run).toList();
        assertThat(model.calls()).as("this configuration has no generator").hasSize(before);
        assertThat(runs)
                .doesNotHaveDuplicates()
                .allSatisfy(each -> assertThat(each).startsWith("qa/default/"));
    }

    /** The model's answers are no answers, so each question asks it twice, and costs 0.04. */
    @Test
    void aBudgetThatIsUsedUpStopsBeforeItIsOverspentAndTellsWhatWasMeasured() throws Exception {
        Path questions = file("dear.tsv", """
                d1\tWhy is the Loch pump delivered in a box?
                d2\tWhy is the Tarn valve made of brass?
                d3\tWhy does the Beck motor need no oil?
                d4\tWhy are the seals of the pump changed?
                """);
        Said said = ratchet.ratchet(
                "eval",
                "answers",
                "--questions",
                questions,
                "--budget",
                "0.10",
                "--out",
                folder.resolve("dear"),
                "--json");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("stopped after 2 of 4 questions: 0.08 of the budget were spent");
        EvaluationResults results = results("dear");
        assertThat(results.cases()).extracting(CaseResult::id).containsExactly("d1", "d2");
        assertThat(results.cases()).allSatisfy(each -> assertThat(each.values()).containsEntry("cost", 0.04));
        assertThat(results.stopped().code()).isEqualTo("BUDGET_USED_UP");
        assertThat(CanonicalJson.mapper().readTree(said.out()).path("measured").asInt())
                .isEqualTo(2);
    }

    @Test
    void aQuestionWithAConfigurationThatThereIsNotSaysWhichThereAre() {
        Said said = ratchet.ratchet(
                "start", "qa", "{\"question\":\"How much does the Loch pump weigh?\",\"retrieval\":\"best@9\"}");
        assertThat(said.out() + said.err()).contains("no configuration of retrieval is called best@9; known are");
    }
}
