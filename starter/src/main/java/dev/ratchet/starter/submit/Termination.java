package dev.ratchet.starter.submit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** While this is open, the process that is told to end asks for it, and goes on until this is closed. */
final class Termination implements AutoCloseable {
    /** Who ends services kills one that takes longer, as a rule. */
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    /** @param asked called when the process is told to end */
    Termination(Runnable asked) {
        this.hook = new Thread(
                () -> {
                    asked.run();
                    try {
                        closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "termination");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook runs
        }
    }
}
