package dev.ratchet.starter;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

/** What one command line did. */
record Said(int code, String out, String err) {
    static Said by(Map<String, String> environment, Path home, int width, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Ratchet.run(
                new Surroundings(environment, home, new PrintWriter(out), new PrintWriter(err), false, width),
                arguments);
        return new Said(code, out.toString(), err.toString());
    }
}
