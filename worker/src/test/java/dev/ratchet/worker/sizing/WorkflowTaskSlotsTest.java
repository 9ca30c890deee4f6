package dev.ratchet.worker.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.worker.tuning.SlotMarkUsedContext;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReleaseReason;
import io.temporal.worker.tuning.SlotReserveContext;
import io.temporal.worker.tuning.SlotSupplierFuture;
import io.temporal.worker.tuning.WorkflowSlotInfo;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class WorkflowTaskSlotsTest {
    private final WorkflowTaskSlots slots = new WorkflowTaskSlots(2);

    @Test
    void one_queue_polls_for_as_many_tasks_as_it_may_run() {
        SlotPermit first = poll("one").join();
        SlotPermit second = poll("one").join();
        SlotSupplierFuture third = poll("one");

        assertThat(third).isNotDone();
        assertThat(startItself("one")).isEmpty();
        begin(first);
        assertThat(third).as("a task keeps the slot of its poll").isNotDone();
        release(second);
        assertThat(third).isCompleted();
    }

    @Test
    void polls_of_others_cost_a_queue_nothing() {
        poll("idle").join();
        poll("idle").join();

        begin(poll("busy").join());
        assertThat(startItself("busy")).isPresent();
        assertThat(poll("busy")).as("two tasks run").isNotDone();
        assertThat(startItself("idle")).isEmpty();
    }

    @Test
    void a_task_that_comes_when_all_slots_run_is_kept_and_goes_first() throws Exception {
        SlotPermit lent = poll("idle").join();
        SlotPermit running = startItself("busy").orElseThrow();
        begin(poll("busy").join());
        SlotSupplierFuture waiting = poll("busy");

        CompletableFuture<Void> kept = CompletableFuture.runAsync(() -> begin(lent));
        assertThat(kept).failsWithin(300, TimeUnit.MILLISECONDS).withThrowableOfType(TimeoutException.class);
        release(running);
        kept.get(10, TimeUnit.SECONDS);
        assertThat(waiting).as("the kept task has the slot").isNotDone();
        release(lent);
        assertThat(waiting).isCompleted();
    }

    @Test
    void a_poll_that_is_given_up_leaves_no_gap() {
        SlotPermit first = poll("one").join();
        poll("one").join();
        SlotSupplierFuture givenUp = poll("one");
        SlotSupplierFuture next = poll("one");

        assertThat(givenUp.abortReservation()).isNull();
        release(first);
        assertThat(givenUp).isNotDone();
        assertThat(next).isCompleted();
        assertThat(next.abortReservation()).as("too late; it is to be released").isSameAs(next.join());
    }

    private SlotSupplierFuture poll(String queue) {
        return slots.reserveSlot(new Ask(queue));
    }

    private Optional<SlotPermit> startItself(String queue) {
        return slots.tryReserveSlot(new Ask(queue));
    }

    private void begin(SlotPermit permit) {
        slots.markSlotUsed(new Of(permit));
    }

    private void release(SlotPermit permit) {
        slots.releaseSlot(new Of(permit));
    }

    private record Ask(String getTaskQueue) implements SlotReserveContext<WorkflowSlotInfo> {
        @Override
        public Map<SlotPermit, WorkflowSlotInfo> getUsedSlots() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getWorkerIdentity() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getWorkerBuildId() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getNumIssuedSlots() {
            throw new UnsupportedOperationException();
        }
    }

    private record Of(SlotPermit getSlotPermit)
            implements SlotMarkUsedContext<WorkflowSlotInfo>, SlotReleaseContext<WorkflowSlotInfo> {
        @Override
        public WorkflowSlotInfo getSlotInfo() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SlotReleaseReason getSlotReleaseReason() {
            throw new UnsupportedOperationException();
        }
    }
}
