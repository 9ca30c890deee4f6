package dev.ratchet.worker.lifecycle;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** How far a worker's process is, for its probes: it starts, warms up, works, and stops, which is for good. */
public final class Stage {
    private static final Supplier<Optional<String>> STARTING = () -> Optional.of("the worker is starting");
    private static final Supplier<Optional<String>> WARMING = () -> Optional.of("the worker is warming up");
    private static final Supplier<Optional<String>> STOPPING = () -> Optional.of("the worker is stopping");

    private final AtomicReference<Supplier<Optional<String>>> now = new AtomicReference<>(STARTING);

    public void warming() {
        unlessStopping(WARMING);
    }

    /** @param notReady why it cannot take tasks now; empty when it can */
    public void working(Supplier<Optional<String>> notReady) {
        unlessStopping(notReady);
    }

    public void stopping() {
        now.set(STOPPING);
    }

    private void unlessStopping(Supplier<Optional<String>> next) {
        now.updateAndGet(before -> before == STOPPING ? before : next);
    }

    /** Why the process cannot take tasks now; empty when it can. */
    public Optional<String> notReady() {
        return now.get().get();
    }
}
