package dev.ratchet.planted.threads.workflows.agent;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** May keep the result of a pure function, but not count. */
final class Router {
    private final AtomicReference<String> last = new AtomicReference<>("");

    String memo() {
        return last.get();
    }

    void counts() {
        new LongAdder().increment();
    }
}
