package dev.ratchet.worker.poison;

import dev.ratchet.worker.configuration.Reading;
import dev.ratchet.worker.restart.WorkQueue;
import java.util.Optional;

/**
 * What is done about poison pills.
 *
 * @param attempts that a run may lose in a row before it is moved, 0 to 100; 0: a person moves it
 * @param queue that a worker takes its tasks from
 */
public record PoisonSettings(int attempts, WorkQueue queue) {
    public static final String ATTEMPTS = "RATCHET_POISON_ATTEMPTS";
    public static final String QUEUE = "RATCHET_QUEUE";

    /** A worker may be lost for another reason once, and while it is replaced a second time. */
    public static final int USUAL_ATTEMPTS = 3;

    public static PoisonSettings from(Reading reading) {
        int attempts = reading.number(ATTEMPTS, USUAL_ATTEMPTS, 0, 100);
        Optional<WorkQueue> queue = reading.of(
                QUEUE, () -> reading.text(QUEUE).map(WorkQueue::parse).orElse(WorkQueue.USUAL));
        return new PoisonSettings(attempts, queue.orElse(WorkQueue.USUAL));
    }
}
