package dev.ratchet.activities.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.content.DirectoryContentStore;
import dev.ratchet.activities.library.Pulse;
import dev.ratchet.activities.retrieval.Retriever;
import dev.ratchet.activities.retrieval.configuration.Configurations;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Chunk;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Measurements;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Task;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Unusable;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases.Case;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest.Kind;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the steps believe of a run: nothing but what its person uploaded. Whole evaluations are in the tests of the product. */
class EvaluationActivitiesTest {
    private static final String ANNA = "anna";

    @TempDir
    Path folder;

    private final List<String> uploaded = new ArrayList<>();
    private ContentStore contents;
    private EvaluationActivitiesImpl activities;

    @BeforeEach
    void open() {
        contents = new DirectoryContentStore(folder);
        activities = new EvaluationActivitiesImpl(
                contents,
                (tenant, digest, person) -> uploaded.contains(person + " " + digest),
                new Retriever(Map.of(), List.of(), contents, Configurations.builtIn()),
                (tenant, person, questions) -> {
                    throw new AssertionError("nothing is asked here");
                },
                (tenant, run) -> 0,
                (tenant, document) -> Optional.empty(),
                Pulse.NONE,
                "test");
    }

    private DocumentRef kept(Object value, @Nullable String person) throws IOException {
        DocumentRef kept =
                contents.put(TenantId.DEFAULT, CanonicalJson.of(value).getBytes(StandardCharsets.UTF_8));
        if (person != null) {
            uploaded.add(person + " " + kept.digest());
        }
        return kept;
    }

    private static EvaluationRequest request(DocumentRef cases, @Nullable String configuration) {
        return new EvaluationRequest(Kind.RETRIEVAL, "nightly", configuration, cases.digest(), null, List.of());
    }

    private static EvaluationCases cases() {
        return new EvaluationCases(List.of(new Case("1", "How heavy?", new TreeMap<>(), false)));
    }

    private static Task task(DocumentRef intake) {
        return new Task(
                new RunRef(RunRef.workflowId("evaluation", TenantId.DEFAULT, intake.digest()), "r1"), intake, ANNA);
    }

    private void refusesAll(Task task) {
        assertThat(activities.open(task))
                .isInstanceOfSatisfying(
                        Unusable.class, not -> assertThat(not.code()).isEqualTo("NOT_UPLOADED"));
        Chunk chunk = new Chunk(task, 0, 1, null);
        for (Runnable step : List.<Runnable>of(
                () -> activities.search(chunk),
                () -> activities.ask(chunk),
                () -> activities.write(new Measurements(task, null, null)))) {
            assertThatThrownBy(step::run)
                    .isInstanceOfSatisfying(
                            ApplicationFailure.class,
                            failure -> assertThat(failure.getType()).isEqualTo("BAD_INPUT"))
                    .hasMessageContaining("is not on record as having uploaded");
        }
    }

    @Test
    void nobodyMeasuresWhatAnotherUploaded() throws IOException {
        DocumentRef cases = kept(cases(), ANNA);
        refusesAll(task(kept(request(cases, null), "ben")));
        DocumentRef others =
                kept(new EvaluationCases(List.of(new Case("2", "How long?", new TreeMap<>(), false))), "ben");
        refusesAll(task(kept(request(others, null), ANNA)));
        refusesAll(task(kept(request(cases, "bm25@1"), null)));
    }

    @Test
    void aRunSpeaksForItsOwnRequest() throws IOException {
        DocumentRef intake = kept(request(kept(cases(), ANNA), null), ANNA);
        Digest another = Digest.of("another");
        refusesAll(
                new Task(new RunRef(RunRef.workflowId("evaluation", TenantId.DEFAULT, another), "r1"), intake, ANNA));
        refusesAll(
                new Task(new RunRef(RunRef.workflowId("qa", TenantId.DEFAULT, intake.digest()), "r1"), intake, ANNA));
    }

    @Test
    void whatIsNoListOfQuestionsIsSaid() throws IOException {
        DocumentRef none = kept(Map.of("cases", List.of()), ANNA);
        assertThat(activities.open(task(kept(request(none, null), ANNA))))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        not -> assertThat(not.why()).contains("no list of them", "1 to 5000 questions"));
    }

    @Test
    void aConfigurationThatThereIsNotIsSaidWithThoseThatThereAre() throws IOException {
        DocumentRef cases = kept(cases(), ANNA);
        assertThat(activities.open(task(kept(request(cases, "best@9"), ANNA))))
                .isInstanceOfSatisfying(
                        Unusable.class, not -> assertThat(not.why()).contains("best@9; known are [bm25@1"));
        assertThat(activities.open(task(kept(request(cases, null), ANNA))))
                .isInstanceOfSatisfying(
                        Unusable.class, not -> assertThat(not.why()).contains("this worker has no index"));
    }

    @Test
    void aStepTakesABoundedNumberOfQuestions() throws IOException {
        Task task = task(kept(request(kept(cases(), ANNA), null), ANNA));
        assertThatIllegalArgumentException().isThrownBy(() -> new Chunk(task, 0, 26, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Chunk(task, -1, 1, null));
        assertThatThrownBy(() -> activities.search(new Chunk(task, 1, 1, null)))
                .hasMessageContaining("there are 1 questions, and not 2");
    }
}
