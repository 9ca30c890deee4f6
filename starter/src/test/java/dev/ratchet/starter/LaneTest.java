package dev.ratchet.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Item;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Opening;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Page;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static ToyService service;
    private static Temporal temporal;

    @BeforeAll
    static void start() throws Exception {
        service = ToyService.embedded();
        temporal = Temporal.open(service.surroundings());
    }

    @AfterAll
    static void stop() {
        temporal.close();
        service.close();
    }

    @Test
    void a_batch_that_ended_for_want_of_pages_is_begun_again() throws Exception {
        Lane lane = begun("quiet", Duration.ZERO);
        assertThat(take(lane)).isEqualTo(1);
        lane.finish(WorkflowUpdateStage.COMPLETED);
        ended(lane);
        assertThat(take(lane)).isEqualTo(2);
        lane.finish(WorkflowUpdateStage.COMPLETED);
    }

    @Test
    void a_batch_that_was_ended_by_somebody_stays_ended() throws Exception {
        Lane finished = begun("finished", Duration.ofMinutes(10));
        take(finished);
        finished.finish(WorkflowUpdateStage.COMPLETED);
        ended(finished);
        assertThatThrownBy(() -> take(finished))
                .isInstanceOfSatisfying(
                        Lane.Over.class, e -> assertThat(e.code()).isEqualTo(InvoiceBatchWorkflow.CANCELLED));
        Lane killed = begun("killed", Duration.ZERO);
        temporal.client().newUntypedWorkflowStub(killed.workflowId()).terminate("by a person");
        assertThatThrownBy(() -> take(killed))
                .isInstanceOfSatisfying(
                        Lane.Over.class,
                        e -> assertThat(e)
                                .hasMessageContaining("TERMINATED")
                                .hasMessageContaining(killed.workflowId()));
    }

    @Test
    void finishing_what_has_ended_is_no_error() throws Exception {
        Lane lane = begun("twice", Duration.ZERO);
        lane.finish(WorkflowUpdateStage.COMPLETED);
        ended(lane);
        lane.finish(WorkflowUpdateStage.COMPLETED);
    }

    private static Lane begun(String name, Duration quiet) {
        Lane lane = new Lane(
                temporal,
                InvoiceBatchWorkflow.workflowId(TenantId.DEFAULT, name),
                Opening.of(TenantId.DEFAULT, "olga", false),
                quiet);
        lane.open();
        return lane;
    }

    private static int take(Lane lane) throws Exception {
        int number = lane.admit();
        DocumentRef document = new DocumentRef(TenantId.DEFAULT, Digest.of("lane"), 4);
        return lane.take(new Page(number, List.of(new Item(document, "post.xml"))))
                .number();
    }

    private static void ended(Lane lane) {
        temporal.client().newUntypedWorkflowStub(lane.workflowId()).getResult(InvoiceBatchWorkflow.Tally.class);
    }
}
