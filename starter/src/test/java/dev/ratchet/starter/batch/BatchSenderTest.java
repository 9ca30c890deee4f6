package dev.ratchet.starter.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.starter.temporal.TemporalConnection;
import dev.ratchet.starter.toy.ToyService;
import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.batch.BatchWorkflow.Item;
import dev.ratchet.workflows.batch.BatchWorkflow.Opening;
import dev.ratchet.workflows.batch.BatchWorkflow.Page;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BatchSenderTest {
    private static ToyService service;
    private static TemporalConnection temporal;

    @BeforeAll
    static void start() throws Exception {
        service = ToyService.embedded();
        temporal = TemporalConnection.open(service.context());
    }

    @AfterAll
    static void stop() {
        temporal.close();
        service.close();
    }

    @Test
    void a_batch_that_ended_for_want_of_pages_is_begun_again() throws Exception {
        BatchSender lane = begun("quiet", Duration.ZERO);
        assertThat(send(lane)).isEqualTo(1);
        lane.finish(WorkflowUpdateStage.COMPLETED);
        ended(lane);
        assertThat(send(lane)).isEqualTo(2);
        lane.finish(WorkflowUpdateStage.COMPLETED);
    }

    @Test
    void a_batch_that_was_ended_by_somebody_stays_ended() throws Exception {
        BatchSender finished = begun("finished", Duration.ofMinutes(10));
        send(finished);
        finished.finish(WorkflowUpdateStage.COMPLETED);
        ended(finished);
        assertThatThrownBy(() -> send(finished))
                .isInstanceOfSatisfying(
                        BatchSender.BatchEnded.class, e -> assertThat(e.code()).isEqualTo(BatchWorkflow.CANCELLED));
        BatchSender killed = begun("killed", Duration.ZERO);
        temporal.client().newUntypedWorkflowStub(killed.workflowId()).terminate("by a person");
        assertThatThrownBy(() -> send(killed))
                .isInstanceOfSatisfying(
                        BatchSender.BatchEnded.class,
                        e -> assertThat(e)
                                .hasMessageContaining("TERMINATED")
                                .hasMessageContaining(killed.workflowId()));
    }

    @Test
    void finishing_what_has_ended_is_no_error() throws Exception {
        BatchSender lane = begun("twice", Duration.ZERO);
        lane.finish(WorkflowUpdateStage.COMPLETED);
        ended(lane);
        lane.finish(WorkflowUpdateStage.COMPLETED);
    }

    private static BatchSender begun(String name, Duration quiet) {
        BatchSender lane = new BatchSender(
                temporal,
                new BatchType(InvoiceBatchWorkflow.TYPE, InvoiceWorkflow.TASK_QUEUE),
                BatchWorkflow.workflowId(TenantId.DEFAULT, name),
                Opening.of(TenantId.DEFAULT, "olga", false),
                quiet);
        lane.open();
        return lane;
    }

    private static int send(BatchSender lane) throws Exception {
        int number = lane.admit();
        DocumentRef document = new DocumentRef(TenantId.DEFAULT, Digest.of("lane"), 4);
        return lane.submit(new Page(number, List.of(new Item(document, "post.xml"))))
                .number();
    }

    private static void ended(BatchSender lane) {
        temporal.client().newUntypedWorkflowStub(lane.workflowId()).getResult(BatchWorkflow.Tally.class);
    }
}
