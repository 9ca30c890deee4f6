package dev.ratchet.starter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
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
 * Documents named by a stream: each line a path, or a JSON object with {@code file} and, if wanted, {@code name}. Blank
 * lines are passed over. Relative paths are of the folder that the command runs in.
 */
final class StreamIntake implements Intake {
    /** Most bytes of a line; a path has 4,096 at most. */
    static final int LONGEST = 32 * 1024;

    /** A line that says nothing useful. */
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
        } catch (IOException e) {
            throw new IllegalStateException(e);
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
        return new Unusable(Line.withoutRun(
                Path.of("-:" + number), Standing.FAILED, BAD_LINE, "line " + number + " of standard input: " + why));
    }

    private static String brief(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
