package dev.ratchet.starter.toy;

import dev.ratchet.starter.Ratchet;
import dev.ratchet.starter.command.CommandContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** What one command line did. */
public record Said(int code, String out, String err) {
    public static Said by(Map<String, String> environment, Path home, int width, String... arguments) {
        return by(environment, home, width, InputStream.nullInputStream(), arguments);
    }

    public static Said by(Map<String, String> environment, Path home, int width, InputStream in, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Ratchet.run(
                new CommandContext(environment, home, new PrintWriter(out), new PrintWriter(err), false, width, in),
                arguments);
        return new Said(code, out.toString(), err.toString());
    }

    /**
     * Runs a command line.
     *
     * @param outs and errors hear each whole line at once
     */
    public static Said by(
            Map<String, String> environment,
            Path home,
            InputStream in,
            Consumer<String> outs,
            Consumer<String> errors,
            String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Ratchet.run(
                new CommandContext(environment, home, heard(out, outs), heard(err, errors), false, 120, in), arguments);
        return new Said(code, out.toString(), err.toString());
    }

    private static PrintWriter heard(StringWriter text, Consumer<String> lines) {
        return new PrintWriter(text) {
            @Override
            public void println(String line) {
                super.println(line);
                lines.accept(line);
            }
        };
    }

    public static InputStream lines(String... lines) {
        return new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
}
