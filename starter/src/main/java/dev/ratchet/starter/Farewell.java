package dev.ratchet.starter;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** What a person reads who interrupts the process while this is open. */
final class Farewell implements AutoCloseable {
    private final Thread hook;

    /** @param text blank when there is nothing to say */
    Farewell(PrintWriter err, Supplier<String> text) {
        this.hook = new Thread(
                () -> {
                    String said = text.get();
                    if (!said.isBlank()) {
                        err.println(said);
                        err.flush();
                    }
                },
                "farewell");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process ends already, and the hook has spoken
        }
    }
}
