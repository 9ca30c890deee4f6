package dev.ratchet.starter;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command runs. Public for those who run commands in their own process, with {@link Ratchet#run}.
 *
 * @param environment variables, as of the process
 * @param home of the person
 * @param terminal whether a person watches standard error
 * @param width of the terminal in columns, 40 or more
 * @param in standard input
 */
public record Surroundings(
        Map<String, String> environment,
        Path home,
        PrintWriter out,
        PrintWriter err,
        boolean terminal,
        int width,
        InputStream in) {
    public Surroundings {
        environment = Map.copyOf(environment);
        width = Math.max(40, width);
    }

    /** With nothing on standard input. */
    public Surroundings(
            Map<String, String> environment, Path home, PrintWriter out, PrintWriter err, boolean terminal, int width) {
        this(environment, home, out, err, terminal, width, InputStream.nullInputStream());
    }

    /** A variable's value, or the default when it is unset or empty. */
    String variable(String name, String otherwise) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
