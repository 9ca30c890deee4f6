package dev.ratchet.starter;

import dev.ratchet.starter.command.CommandContext;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The context of this process: its environment, its streams and the width of its terminal. */
final class Terminal {
    static final int FALLBACK_WIDTH = 100;

    /** What another program reads is not shortened and not wrapped. */
    static final int UNLIMITED = 100_000;

    private Terminal() {}

    static CommandContext context() {
        Map<String, String> environment = System.getenv();
        boolean terminal = isTerminal(System.console());
        return new CommandContext(
                environment,
                Path.of(System.getProperty("user.home")),
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                terminal,
                width(environment, terminal),
                System.in);
    }

    /** Before Java 22 there was a console only on a terminal; since then the console has to be asked. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    static int width(Map<String, String> environment, boolean terminal) {
        String columns = environment.getOrDefault("COLUMNS", "").strip();
        if (columns.matches("[1-9]\\d{0,3}")) {
            return Integer.parseInt(columns);
        }
        return terminal ? sttyWidth() : UNLIMITED;
    }

    private static int sttyWidth() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readNBytes(40), StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            return size.matches("\\d+ [1-9]\\d{0,3}")
                    ? Integer.parseInt(size.substring(size.indexOf(' ') + 1))
                    : FALLBACK_WIDTH;
        } catch (IOException e) {
            return FALLBACK_WIDTH;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FALLBACK_WIDTH;
        }
    }
}
