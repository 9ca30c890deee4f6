package dev.ratchet.worker.dev.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases.Case;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest.Kind;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.CaseResult;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.evaluation.EvaluationWorkflow;
import dev.ratchet.workflows.library.LibraryWorkflow;
import dev.ratchet.workflows.run.AgentWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers are killed while they measure: no question is lost, none counts twice, none is asked twice. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class EvaluationCrashRealServerTest {
    private static final String PERSON = "anna.behrens";
    private static final int DOCUMENTS = 20;
    private static final int SEARCHED = 1_500;
    private static final int ASKED = 24;

    private Installation installation;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        installation = Installation.start(
                folder, false, Map.of("TEMPORAL_CLI", Needs.temporalCli().toString()));
    }

    @AfterEach
    void stop() throws Exception {
        installation.close();
    }

    private DocumentRef kept(byte[] bytes) throws IOException {
        DocumentRef kept = installation.capabilities().contents().put(Installation.TENANT, bytes);
        installation.capabilities().approvals().uploaded(Installation.TENANT, kept.digest(), PERSON);
        return kept;
    }

    private String started(String agent, String type, String queue, Object input) throws IOException {
        DocumentRef intake = kept(CanonicalJson.of(input).getBytes(StandardCharsets.UTF_8));
        RunRequest request = new RunRequest(intake, CanonicalJson.tree(input), "test", PERSON, null, null);
        String id = request.workflowId(agent);
        installation
                .client()
                .newUntypedWorkflowStub(
                        type,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue(queue)
                                .build())
                .start(request);
        return id;
    }

    private RunSummary result(String id) throws Exception {
        WorkflowStub run = installation.client().newUntypedWorkflowStub(id);
        return run.getResult(180, TimeUnit.SECONDS, RunSummary.class);
    }

    private static String name(int number) {
        return "pump-" + number + ".md";
    }

    private void fillLibrary() throws Exception {
        List<String> runs = new ArrayList<>();
        for (int number = 0; number < DOCUMENTS; number++) {
            DocumentRef content = kept(("The pump P" + number + " weighs " + (40 + number) + " kg. The pump P" + number
                            + " is painted in colour " + number + ".")
                    .getBytes(StandardCharsets.UTF_8));
            runs.add(started(
                    LibraryWorkflow.AGENT,
                    LibraryWorkflow.TYPE,
                    LibraryWorkflow.TASK_QUEUE,
                    new LibraryRequest(name(number), content.digest(), content.bytes())));
        }
        for (String run : runs) {
            assertThat(result(run).outcome()).isEqualTo("PUBLISHED");
        }
    }

    private static Case question(int number) {
        int of = number % DOCUMENTS;
        String document = new LibraryRequest(name(of), Digest.of("x"), 0).document(Installation.TENANT);
        return new Case(
                String.valueOf(number),
                "How much does the pump P" + of + " weigh?",
                new TreeMap<>(Map.of(document, 1)),
                false);
    }

    private String evaluation(Kind kind, String name, int questions) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (int number = 0; number < questions; number++) {
            cases.add(question(number));
        }
        Digest digest = kept(CanonicalJson.of(new EvaluationCases(cases)).getBytes(StandardCharsets.UTF_8))
                .digest();
        return started(
                EvaluationWorkflow.AGENT,
                EvaluationWorkflow.TYPE,
                EvaluationWorkflow.TASK_QUEUE,
                new EvaluationRequest(kind, name, "extractive@1", digest, null, List.of()));
    }

    private EvaluationResults results(String id) throws Exception {
        Receipt receipt = result(id).receipt();
        byte[] json = installation
                .capabilities()
                .contents()
                .get(Installation.TENANT, new Digest(receipt.id().split("/", 2)[0]))
                .orElseThrow();
        return CanonicalJson.read(new String(json, StandardCharsets.UTF_8), EvaluationResults.class);
    }

    private int measured(String id) {
        return installation.client().newWorkflowStub(AgentWorkflow.class, id).status().subject().stream()
                .filter(fact -> fact.label().equals("measured"))
                .mapToInt(fact -> Integer.parseInt(fact.value().split(" ", 2)[0]))
                .findFirst()
                .orElse(0);
    }

    private int answering() {
        return installation
                .capabilities()
                .runs()
                .latest(Installation.TENANT, "qa", 1_000)
                .size();
    }

    @Test
    void aMeasuredLibraryIsTheSameHoweverOftenItsWorkersDied() throws Exception {
        EvaluationResults calm;
        try (WorkerProcess worker = installation.worker()) {
            fillLibrary();
            calm = results(evaluation(Kind.RETRIEVAL, "calm", SEARCHED));
        }
        String storm = evaluation(Kind.RETRIEVAL, "storm", SEARCHED);
        List<Integer> kills = new ArrayList<>();
        for (int enough : List.of(25, SEARCHED / 3)) {
            try (WorkerProcess worker = installation.worker()) {
                Installation.await("enough is measured", () -> measured(storm) >= enough);
                kills.add(measured(storm));
                worker.kill();
            }
        }
        try (WorkerProcess worker = installation.worker()) {
            assertThat(results(storm).cases()).hasSize(SEARCHED).isEqualTo(calm.cases());
            assertThat(results(storm).measures()).isEqualTo(calm.measures());
        }
        System.out.println(
                "evaluation of retrieval, killed after " + kills + " of " + SEARCHED + " questions: the same");
        assertThat(kills).allSatisfy(each -> assertThat(each).isLessThan(SEARCHED));
    }

    @Test
    void eachQuestionIsOneRunHoweverOftenItsWorkersDied() throws Exception {
        EvaluationResults calm;
        try (WorkerProcess worker = installation.worker()) {
            fillLibrary();
            calm = results(evaluation(Kind.ANSWERS, "calm", ASKED));
        }
        assertThat(answering()).isEqualTo(ASKED);
        String storm = evaluation(Kind.ANSWERS, "storm", ASKED);
        List<Integer> kills = new ArrayList<>();
        for (int enough : List.of(ASKED + 2, ASKED + 10)) {
            try (WorkerProcess worker = installation.worker()) {
                Installation.await("enough is asked", () -> answering() >= enough);
                kills.add(answering() - ASKED);
                worker.kill();
            }
        }
        try (WorkerProcess worker = installation.worker()) {
            EvaluationResults after = results(storm);
            assertThat(after.cases()).extracting(CaseResult::run).doesNotHaveDuplicates();
            assertThat(after.cases().stream().map(EvaluationCrashRealServerTest::timeless))
                    .isEqualTo(calm.cases().stream()
                            .map(EvaluationCrashRealServerTest::timeless)
                            .toList());
        }
        assertThat(answering()).as("runs of the answering agent").isEqualTo(2 * ASKED);
        System.out.println(
                "evaluation of answers, killed after " + kills + " of " + ASKED + " questions: each one run");
        assertThat(kills).allSatisfy(each -> assertThat(each).isLessThan(ASKED));
    }

    /** Without its run's id and its time. */
    private static String timeless(CaseResult of) {
        TreeMap<String, Double> values = new TreeMap<>(of.values());
        values.remove("seconds");
        return of.id() + " " + of.outcome() + " " + of.found() + " " + values;
    }
}
