package dev.ratchet.worker.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What one command line did. */
public record Said(int code, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Its output, one line of JSON each. */
    public List<JsonNode> json() {
        return out.lines().map(Said::parsed).toList();
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
