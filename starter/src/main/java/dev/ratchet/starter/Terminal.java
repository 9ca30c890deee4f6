package dev.ratchet.starter;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real surroundings of the process. */
final class Terminal {
    static final int FALLBACK_WIDTH = 100;

    private Terminal() {}

    static Surroundings surroundings() {
        Map<String, String> environment = System.getenv();
        boolean terminal = System.console() != null;
        return new Surroundings(
                environment,
                Path.of(System.getProperty("user.home")),
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                terminal,
                width(environment, terminal),
                System.in);
    }

    private static int width(Map<String, String> environment, boolean terminal) {
        String columns = environment.getOrDefault("COLUMNS", "").strip();
        if (columns.matches("[1-9]\\d{0,3}")) {
            return Integer.parseInt(columns);
        }
        return terminal ? sttyWidth() : FALLBACK_WIDTH;
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
