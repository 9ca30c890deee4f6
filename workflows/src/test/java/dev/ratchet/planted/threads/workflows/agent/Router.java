package dev.ratchet.planted.threads.workflows.agent;

import java.util.concurrent.atomic.LongAdder;

final class Router {
    void counts() {
        new LongAdder().increment();
    }
}
