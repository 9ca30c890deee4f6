package dev.ratchet.starter.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.ratchet.workflows.gateway.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads the documents from a stream. Each line is a path, or a JSON object with {@code file} and optionally {@code name}.
 * Blank lines are skipped. Relative paths start at the folder that the command runs in.
 */
final class StreamIntake implements Intake {
    /** The most bytes of a line. A path has 4,096 at most. */
    static final int LONGEST = 32 * 1024;

    /** The code of a line that cannot be understood. */
    static final String BAD_LINE = "BAD_LINE";

    private static final String RIGHT =
            "a line is a path, or {\"file\": \"PATH\", \"name\": \"NAME\"} without or with name";
    private static final ObjectReader JSON =
            Json.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final InputStream in;
    private int number;

    StreamIntake(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    @Override
    public OptionalInt size() {
        return OptionalInt.empty();
    }

    @Override
    public @Nullable Entry next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            bytes.reset();
            int longer = 0;
            int next = in.read();
            if (next < 0) {
                return null;
            }
            for (; next >= 0 && next != '\n'; next = in.read()) {
                if (bytes.size() < LONGEST) {
                    bytes.write(next);
                } else {
                    longer++;
                }
            }
            number++;
            String line = bytes.toString(StandardCharsets.UTF_8);
            if (longer > 0) {
                return bad("it has " + (LONGEST + longer) + " bytes, and " + LONGEST + " are the most; " + RIGHT);
            }
            if (!line.isBlank()) {
                return entry(line.replaceFirst("\r$", ""));
            }
        }
    }

    private Entry entry(String line) {
        return line.stripLeading().startsWith("{") ? json(line) : path(line, null);
    }

    private Entry json(String line) {
        JsonNode object;
        try {
            object = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            return bad("it is no JSON from column " + column + " on; " + RIGHT);
        }
        for (Iterator<String> fields = object.fieldNames(); fields.hasNext(); ) {
            String field = fields.next();
            if (!field.equals("file") && !field.equals("name")) {
                return bad("field '" + brief(field) + "' is not known; " + RIGHT);
            }
            JsonNode value = object.get(field);
            if (!value.isTextual() || value.textValue().isBlank()) {
                return bad("field '" + field + "' is " + kind(value) + "; it should be a "
                        + (field.equals("file") ? "path" : "name") + " in quotes");
            }
        }
        JsonNode file = object.get("file");
        JsonNode name = object.get("name");
        return file == null
                ? bad("field 'file' is missing; " + RIGHT)
                : path(file.textValue(), name == null ? null : name.textValue());
    }

    private static String kind(JsonNode value) {
        return value.isTextual() ? "blank" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private Entry path(String text, @Nullable String name) {
        try {
            Path file = Path.of(text);
            return name == null ? Wanted.of(file) : new Wanted(file, name);
        } catch (InvalidPathException e) {
            return bad("field 'file' is no path (" + e.getReason() + "); " + RIGHT);
        }
    }

    private Unusable bad(String why) {
        return new Unusable(SubmitResult.withoutRun(
                "-:" + number, SubmitOutcome.FAILED, BAD_LINE, "line " + number + " of standard input: " + why));
    }

    private static String brief(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
