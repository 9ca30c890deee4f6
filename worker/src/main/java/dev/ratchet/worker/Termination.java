package dev.ratchet.worker;

import java.util.concurrent.CountDownLatch;

/** SIGTERM or SIGINT, and what is to be closed before the process ends. */
public final class Termination {
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Termination() {}

    /**
     * From now on the process ends when {@link #await} has closed everything, and not before: for those who say that they
     * are ready, right before they say it.
     */
    public static Termination prepared() {
        Termination termination = new Termination();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            termination.told.countDown();
                            awaitQuietly(termination.closed);
                        },
                        "termination"));
        return termination;
    }

    /** Blocks until the process is told to stop; {@code closing} has run when it is gone. */
    public void await(Runnable closing) {
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
