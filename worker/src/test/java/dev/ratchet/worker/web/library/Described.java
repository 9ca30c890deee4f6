package dev.ratchet.worker.web.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ratchet.workflows.gateway.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Holds answers against the description in OpenAPI that a gateway serves. */
public final class Described {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final JsonNode description;

    public Described(String openApi) throws IOException {
        this.description = Json.mapper().readTree(openApi);
    }

    /** Each as {@code GET /v1/library/documents/{document_id}}. */
    public SortedSet<String> routes() {
        SortedSet<String> routes = new TreeSet<>();
        for (Iterator<Map.Entry<String, JsonNode>> paths =
                        description.get("paths").fields();
                paths.hasNext(); ) {
            Map.Entry<String, JsonNode> path = paths.next();
            path.getValue().fieldNames().forEachRemaining(method -> {
                if (!method.equals("parameters")) {
                    routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            });
        }
        return routes;
    }

    /** Fails unless the answer is one of those that are described. */
    public void require(HttpResponse<String> answer) {
        String method = answer.request().method();
        String path = answer.request().uri().getPath();
        JsonNode response =
                resolved(operation(method, path).path("responses").path(String.valueOf(answer.statusCode())));
        String what = method + " " + path + " -> " + answer.statusCode() + " " + answer.body();
        assertThat(response.isObject()).as("not described: %s", what).isTrue();
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.body()).as(what).isEmpty();
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("");
        JsonNode schema = content.path(type).path("schema");
        assertThat(schema.isObject()).as("%s is not described: %s", type, what).isTrue();
        ObjectNode whole = ((ObjectNode) schema).deepCopy();
        whole.set("components", description.get("components"));
        assertThat(REGISTRY.getSchema(whole.toString()).validate(answer.body(), InputFormat.JSON))
                .as(what)
                .isEmpty();
    }

    private JsonNode operation(String method, String path) {
        for (Iterator<Map.Entry<String, JsonNode>> paths =
                        description.get("paths").fields();
                paths.hasNext(); ) {
            Map.Entry<String, JsonNode> each = paths.next();
            if (path.matches(each.getKey().replaceAll("\\{\\w+}", "[^/]+"))) {
                return each.getValue().path(method.toLowerCase(Locale.ROOT));
            }
        }
        throw new AssertionError("not described: " + path);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? description.at(node.get("$ref").asText().substring(1)) : node;
    }
}
