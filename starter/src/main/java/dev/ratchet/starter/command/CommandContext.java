package dev.ratchet.starter.command;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command runs. Public for those who run commands in their own process, with {@code Ratchet.run}.
 *
 * @param environment variables, as of the process
 * @param home of the person
 * @param terminal whether standard error is a terminal
 * @param width of the terminal in columns, 40 or more
 * @param in standard input
 */
public record CommandContext(
        Map<String, String> environment,
        Path home,
        PrintWriter out,
        PrintWriter err,
        boolean terminal,
        int width,
        InputStream in) {
    public CommandContext {
        environment = Map.copyOf(environment);
        width = Math.max(40, width);
    }

    /** With nothing on standard input. */
    public CommandContext(
            Map<String, String> environment, Path home, PrintWriter out, PrintWriter err, boolean terminal, int width) {
        this(environment, home, out, err, terminal, width, InputStream.nullInputStream());
    }

    /** The context of the command line that the command belongs to. */
    public static CommandContext of(CommandSpec command) {
        return ((Holder) command.root().userObject()).context();
    }

    /** The root command, which holds the context. */
    public interface Holder {
        CommandContext context();
    }

    /** A variable's value, or the default when it is unset or empty. */
    public String variable(String name, String otherwise) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
