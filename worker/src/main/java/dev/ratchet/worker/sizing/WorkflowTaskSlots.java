package dev.ratchet.worker.sizing;

import io.temporal.worker.tuning.SlotMarkUsedContext;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReserveContext;
import io.temporal.worker.tuning.SlotSupplier;
import io.temporal.worker.tuning.SlotSupplierFuture;
import io.temporal.worker.tuning.WorkflowSlotInfo;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Slots for the workflow tasks of all task queues of one process. Never do more tasks run at once than there are slots.
 *
 * <p>The SDK takes a slot before it asks a queue for a task, and keeps it for a minute while the queue has none. Were
 * those slots counted, seven idle queues of five pollers would stop the eighth. So a queue may ask while the tasks that
 * run and <em>its own</em> polls are fewer than the slots: the polls of other queues cost it nothing. When one of those
 * brings a task while all slots run, the task is kept until one of them ends, and goes before every new poll. That is a
 * matter of milliseconds, and its timeout one of ten seconds. A process with one queue keeps no task: there this is the
 * SDK's own fixed number of slots.
 *
 * <p>{@link #markSlotUsed} waits with the task. The SDK would rather it did not, but calls it on the poll's own thread,
 * as long as the number of pollers is fixed: that poller then asks later. Pollers that scale themselves must not be used
 * with this.
 */
final class WorkflowTaskSlots implements SlotSupplier<WorkflowSlotInfo> {
    private static final CompletableFuture<@Nullable Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final int most;
    private int running;
    private final Map<String, Integer> polls = new HashMap<>();
    private final Queue<Request> requests = new ArrayDeque<>();
    private final Queue<CompletableFuture<@Nullable Void>> kept = new ArrayDeque<>();

    WorkflowTaskSlots(int most) {
        this.most = most;
    }

    /** What a permit stands for: a poll, and then the task that it brought. */
    private static final class Slot {
        final String queue;
        boolean runs;

        Slot(String queue, boolean runs) {
            this.queue = queue;
            this.runs = runs;
        }

        static Slot of(SlotPermit permit) {
            return (Slot) Objects.requireNonNull(permit.userData);
        }
    }

    /** Of a queue that wants to poll. */
    private final class Request extends SlotSupplierFuture {
        final String queue;

        Request(String queue) {
            this.queue = queue;
        }

        @Override
        public @Nullable SlotPermit abortReservation() {
            return withdrawn(this) ? null : join();
        }
    }

    @Override
    public synchronized SlotSupplierFuture reserveSlot(SlotReserveContext<WorkflowSlotInfo> poll) {
        Request request = new Request(poll.getTaskQueue());
        requests.add(request);
        grant();
        return request;
    }

    /** For a run that this process starts itself. Its task is not polled, and nobody will say when it begins. */
    @Override
    public synchronized Optional<SlotPermit> tryReserveSlot(SlotReserveContext<WorkflowSlotInfo> start) {
        String queue = start.getTaskQueue();
        if (!mayAsk(queue)) {
            return Optional.empty();
        }
        running++;
        return Optional.of(new SlotPermit(new Slot(queue, true)));
    }

    @Override
    public void markSlotUsed(SlotMarkUsedContext<WorkflowSlotInfo> task) {
        // Without heed of interrupts: the task was taken, and would be lost until it times out.
        turn(Slot.of(task.getSlotPermit())).join();
    }

    private synchronized CompletableFuture<@Nullable Void> turn(Slot slot) {
        if (slot.runs) {
            return AT_ONCE;
        }
        polled(slot.queue, -1);
        slot.runs = true;
        if (running < most) {
            running++;
            return AT_ONCE;
        }
        CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
        kept.add(turn);
        return turn;
    }

    @Override
    public synchronized void releaseSlot(SlotReleaseContext<WorkflowSlotInfo> end) {
        Slot slot = Slot.of(end.getSlotPermit());
        CompletableFuture<@Nullable Void> next = slot.runs ? kept.poll() : null;
        if (next != null) {
            next.complete(null);
        } else if (slot.runs) {
            running--;
        } else {
            polled(slot.queue, -1);
        }
        grant();
    }

    @Override
    public Optional<Integer> getMaximumSlots() {
        return Optional.of(most);
    }

    private synchronized boolean withdrawn(Request request) {
        return requests.remove(request);
    }

    private void grant() {
        Iterator<Request> all = requests.iterator();
        while (all.hasNext()) {
            Request request = all.next();
            if (mayAsk(request.queue)) {
                all.remove();
                polled(request.queue, 1);
                request.complete(new SlotPermit(new Slot(request.queue, false)));
            }
        }
    }

    private boolean mayAsk(String queue) {
        return running + polls.getOrDefault(queue, 0) < most;
    }

    private void polled(String queue, int more) {
        polls.merge(queue, more, Integer::sum);
    }
}
