package dev.ratchet.starter.submit;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** Prints a notice when the process is interrupted while this is open. */
final class InterruptNotice implements AutoCloseable {
    private final Thread hook;

    /** @param text blank when there is nothing to say */
    InterruptNotice(PrintWriter err, Supplier<String> text) {
        this.hook = new Thread(
                () -> {
                    String said = text.get();
                    if (!said.isBlank()) {
                        err.println(said);
                        err.flush();
                    }
                },
                "interrupt-notice");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook has run
        }
    }
}
