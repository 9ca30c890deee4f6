package dev.ratchet.bench;

import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.RunningWorker;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.workflows.contract.DocumentRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches with a worker of their own way; of all of them one worker at a time takes tasks. */
final class WorkerTurn implements Race.Work<DocumentRef> {
    private static @Nullable RunningWorker running;
    private static @Nullable WorkerTurn last;

    private final TemporalConnection temporal;
    private final Capabilities capabilities;
    private final Lanes lanes;

    WorkerTurn(TemporalConnection temporal, Capabilities capabilities, Lanes lanes) {
        this.temporal = temporal;
        this.capabilities = capabilities;
        this.lanes = lanes;
    }

    @Override
    public void prepare() {
        if (last != this) {
            stop();
            running = RunningWorker.start(temporal, capabilities);
            last = this;
        }
    }

    @Override
    public void on(List<DocumentRef> documents) throws Exception {
        lanes.book(documents);
    }

    /** After the last round. */
    static void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}
