package dev.ratchet.workflows.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.TestTemporal;
import dev.ratchet.TestWorkers;
import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.batch.BatchWorkflow.Item;
import dev.ratchet.workflows.batch.BatchWorkflow.Opening;
import dev.ratchet.workflows.batch.BatchWorkflow.Page;
import dev.ratchet.workflows.batch.BatchWorkflow.PageResult;
import dev.ratchet.workflows.batch.BatchWorkflow.Tally;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.BatchActivities;
import dev.ratchet.workflows.contract.library.LibraryActivities;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.contract.record.AuditActivities;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunResult;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The batch workflow against an in-memory Temporal that skips time. */
@Timeout(60)
class LibraryBatchWorkflowTest {
    private final SmallLibrary library = new SmallLibrary();
    private TestWorkflowEnvironment temporal;
    private WorkflowStub batch;

    /** Reads what is asked by its number of bytes: 0 is unreadable, 1 is known, 2 cannot be read for good. */
    public static final class SmallLibrary implements LibraryActivities, AuditActivities, BatchActivities {
        private final List<RunRecord> records = new CopyOnWriteArrayList<>();

        @Override
        public Extraction extract(Task task) {
            int kind = (int) task.intake().bytes();
            DocumentVersion version =
                    new DocumentVersion(task.intake().digest().hex().substring(0, 16), 1, Digest.of("x"));
            return switch (kind) {
                case 0 -> new Unreadable("PDF_BROKEN", "The file is no PDF.");
                case 1 -> new LibraryActivities.Known(version);
                case 2 -> throw ApplicationFailure.newNonRetryableFailure("gone", "CONTENT_MISSING");
                default -> new Text(version, Digest.of("text"), "PDF", 100, 1, 1);
            };
        }

        @Override
        public Cut cut(Task task) {
            return new Cut(Digest.of("passages"), 3);
        }

        @Override
        public Standing index(Task task) {
            return Standing.NEWEST;
        }

        @Override
        public Publication publish(Task task) {
            return new Publication(Standing.NEWEST, null);
        }

        @Override
        public void finishRemoval(Removal removal) {}

        @Override
        public void record(RunRecord record) {
            records.add(record);
        }

        @Override
        public List<BatchActivities.Known> known(TenantId tenant, List<String> workflowIds) {
            return List.of();
        }

        @Override
        public void record(List<RunRecord> all) {
            records.addAll(all);
        }
    }

    @BeforeEach
    void start() {
        temporal = TestTemporal.open();
        var worker = temporal.newWorker(LibraryWorkflow.TASK_QUEUE, TestWorkers.options());
        LibraryRegistration.of().register(worker);
        worker.registerActivitiesImplementations(library);
        temporal.start();
        batch = temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        LibraryBatchWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(LibraryWorkflow.TASK_QUEUE)
                                .setWorkflowId(BatchWorkflow.workflowId(TenantId.DEFAULT, "one"))
                                .build());
        batch.start(Opening.of(TenantId.DEFAULT, "anna", true));
        batch = temporal.getWorkflowClient().newUntypedWorkflowStub("batch/default/one");
    }

    private PageResult take(Page page) {
        return batch.startUpdate(
                        UpdateOptions.newBuilder(PageResult.class)
                                .setUpdateName("submit")
                                .setUpdateId("page-" + page.number())
                                .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                                .build(),
                        page)
                .getResult();
    }

    @AfterEach
    void stop() {
        temporal.close();
    }

    private static Item item(String name, int kind) {
        LibraryRequest request = new LibraryRequest(name, Digest.of(name), 5);
        JsonNode input = CanonicalJson.convert(request, JsonNode.class);
        DocumentRef intake = new DocumentRef(TenantId.DEFAULT, CanonicalJson.digest(request), kind);
        return new Item(intake, name, null, input);
    }

    @Test
    void aPageIsAnsweredWhenItsRunsHaveEnded() {
        PageResult page =
                take(new Page(1, List.of(item("a.pdf", 9), item("b.pdf", 0), item("c.pdf", 1), item("d.pdf", 2))));

        assertThat(page.documents())
                .extracting(RunResult::outcome)
                .containsExactly("PUBLISHED", "REFUSED", "DUPLICATE", "FAILED");
        assertThat(page.documents()).extracting(RunResult::code).contains("PDF_BROKEN", "CONTENT_MISSING");
        assertThat(library.records).as("each run keeps its own record").hasSize(4);
        assertThat(batch.update("finish", Tally.class)).isEqualTo(new Tally(1, 1, 1, 1, 1, 0, 0));
    }

    @Test
    void anItemThatIsNotWhatWasUploadedIsRefusedWithItsPage() {
        Item other = item("other.pdf", 9);
        Page forged = new Page(1, List.of(new Item(item("a.pdf", 9).document(), "a.pdf", null, other.input())));

        assertThatThrownBy(() -> take(forged))
                .rootCause()
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContaining("the input is not the JSON that was uploaded");
        assertThat(library.records).isEmpty();
    }

    @Test
    void anItemWithoutInputIsRefusedWithItsPage() {
        Page bare = new Page(1, List.of(new Item(item("a.pdf", 9).document(), "a.pdf")));

        assertThatThrownBy(() -> take(bare))
                .rootCause()
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContaining("the input is not the JSON that was uploaded");
    }
}
