package dev.ratchet.activities.model.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.invoice.InvoiceAction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionSchemasTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final ActionSchemas schemas = new ActionSchemas(Map.of("invoice", List.of(InvoiceAction.Kind.values())));

    private JsonNode schema(String... names) throws IOException {
        return JSON.readTree(schemas.schema(schemas.legal("invoice", List.of(names))));
    }

    /** Structured outputs guide, "Supported schemas": the rules of OpenAI's strict mode. */
    @Test
    void everyObjectIsClosedAndRequiresAllItsProperties() throws IOException {
        List<String> names = java.util.Arrays.stream(InvoiceAction.Kind.values())
                .map(ActionKind::wire)
                .toList();
        JsonNode root = schema(names.toArray(String[]::new));
        assertThat(root.path("type").asText()).isEqualTo("object");
        List<JsonNode> objects = new ArrayList<>();
        collectObjects(root, objects);
        assertThat(objects).hasSizeGreaterThan(15).allSatisfy(object -> {
            assertThat(object.path("additionalProperties").isBoolean()).isTrue();
            assertThat(object.path("additionalProperties").asBoolean()).isFalse();
            List<String> required = new ArrayList<>();
            object.path("required").forEach(name -> required.add(name.asText()));
            List<String> properties = new ArrayList<>();
            object.path("properties").fieldNames().forEachRemaining(properties::add);
            assertThat(required).containsExactlyInAnyOrderElementsOf(properties);
        });
        assertThat(root.toString()).doesNotContain("$ref", "$schema", "$defs", "oneOf", "allOf", "const\"");
    }

    private static void collectObjects(JsonNode node, List<JsonNode> found) {
        if (node.isObject() && node.path("type").toString().contains("\"object\"")) {
            found.add(node);
        }
        node.forEach(child -> collectObjects(child, found));
    }

    @Test
    void oneLegalActionNeedsNoChoice() throws IOException {
        JsonNode root = schema("ask_person");
        assertThat(root).isEqualTo(JSON.readTree("""
                {"type":"object","properties":{
                  "action":{"type":"string","enum":["ask_person"]},
                  "arguments":{"type":"object","properties":{"reason":{"type":"string","enum":
                    ["NOT_AN_INVOICE","FIELDS_MISSING","SEVERAL_INVOICES","CANNOT_PROCEED"]}},
                    "required":["reason"],"additionalProperties":false,
                    "description":"arguments of ask_person: hand the document to a person"}},
                 "required":["action","arguments"],"additionalProperties":false}"""));
    }

    @Test
    void nullIsAllowedExactlyWhereTheRecordAllowsIt() throws IOException {
        JsonNode fields = schema("record_fields").at("/properties/arguments/properties/fields/properties");
        assertThat(fields.at("/iban/type")).hasToString("[\"object\",\"null\"]");
        assertThat(fields.at("/number/type")).hasToString("\"object\"");
        assertThat(fields.at("/lines/items/properties/quantity/type")).hasToString("[\"string\",\"null\"]");
        assertThat(fields.at("/lines/items/properties/amount/type")).hasToString("\"string\"");
        assertThat(fields.at("/kind/enum")).hasToString("[\"INVOICE\",\"CREDIT_NOTE\"]");
        assertThat(fields.at("/gross/description").asText()).isEqualTo("total with VAT, the amount due");
        assertThat(fields.at("/number/properties/evidence/description").asText())
                .isEqualTo("copied character by character from the document");
    }

    @Test
    void aRecordOfOneJsonValueIsThatValueAndAnEmptyRecordIsAnEmptyObject() throws IOException {
        assertThat(schema("post_entry").at("/properties/arguments/properties/intent"))
                .hasToString("{\"type\":\"string\"}");
        assertThat(schema("read_document").at("/properties/arguments/required")).hasToString("[]");
    }

    @Test
    void anAnswerIsHeldAgainstItsSchema() {
        List<ActionKind> legal = schemas.legal("invoice", List.of("record_fields", "ask_person"));
        assertThat(schemas.broken(legal, answer("ask_person", "{\"reason\":\"NOT_AN_INVOICE\"}")))
                .isEmpty();
        assertThat(schemas.broken(legal, answer("post_entry", "{\"reason\":\"NOT_AN_INVOICE\"}")))
                .containsExactly("enum");
        assertThat(schemas.broken(legal, answer("ask_person", "{\"reason\":\"secret words\",\"more\":1}")))
                .isNotEmpty()
                .noneMatch(keyword -> keyword.contains("secret"));
    }

    private static String answer(String action, String arguments) {
        return "{\"action\":\"" + action + "\",\"arguments\":" + arguments + "}";
    }
}
