package dev.ratchet.worker.web.library;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.workflows.gateway.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description of the library's addresses in OpenAPI 3.1, which is written by hand. */
final class OpenApi {
    private static final String FILE = "/openapi/ratchet.yaml";
    private final JsonNode description;

    private OpenApi(JsonNode description) {
        this.description = description;
    }

    /** @throws UncheckedIOException when the file cannot be read, which is a defect */
    static OpenApi load() {
        try (InputStream file = OpenApi.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IOException(FILE + " is not on the class path");
            }
            Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return new OpenApi(Json.mapper().valueToTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] json() {
        try {
            return Json.mapper().writeValueAsBytes(description);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A schema by its name, with all those that it may refer to. */
    String schema(String name) {
        ObjectNode schema = Json.mapper().createObjectNode();
        schema.put("$ref", "#/components/schemas/" + name);
        schema.set("components", description.get("components"));
        return schema.toString();
    }
}
