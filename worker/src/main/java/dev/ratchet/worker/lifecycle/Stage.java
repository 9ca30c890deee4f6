package dev.ratchet.worker.lifecycle;

import java.util.Optional;
import java.util.function.Supplier;

/** How far a worker's process is, for its probes: it starts, warms up, works, and stops, which is for good. */
public final class Stage {
    private Supplier<Optional<String>> notReady = () -> Optional.of("the worker is starting");
    private boolean stopping;

    public void warming() {
        unlessStopping(() -> Optional.of("the worker is warming up"));
    }

    /** @param works why it cannot take tasks now; empty when it can */
    public void working(Supplier<Optional<String>> works) {
        unlessStopping(works);
    }

    public synchronized void stopping() {
        stopping = true;
        notReady = () -> Optional.of("the worker is stopping");
    }

    private synchronized void unlessStopping(Supplier<Optional<String>> next) {
        if (!stopping) {
            notReady = next;
        }
    }

    /** Why the process cannot take tasks now; empty when it can. */
    public Optional<String> notReady() {
        return current().get();
    }

    /** Asked outside of the lock: it may wait for a database. */
    private synchronized Supplier<Optional<String>> current() {
        return notReady;
    }
}
