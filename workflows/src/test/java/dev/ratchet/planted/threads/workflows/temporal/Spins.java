package dev.ratchet.planted.threads.workflows.temporal;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;

final class Spins {
    void sleeps() throws InterruptedException {
        Thread.sleep(1);
    }

    Thread starts(Runnable work) {
        return new Thread(work);
    }

    Supplier<ExecutorService> reference() {
        return Executors::newCachedThreadPool;
    }

    Stream<String> parallel(List<String> list) {
        return list.parallelStream();
    }
}
