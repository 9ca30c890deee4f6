package dev.ratchet.worker;

import java.util.concurrent.CountDownLatch;

/** Waits for SIGTERM or SIGINT, then closes what was opened, newest first, before the process ends. */
public final class Termination {
    private Termination() {}

    /** Blocks until the process is told to stop; {@code closing} has run when it is gone. */
    public static void await(Runnable closing) {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            told.countDown();
                            awaitQuietly(closed);
                        },
                        "termination"));
        awaitQuietly(told);
        try {
            closing.run();
        } finally {
            closed.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
