package dev.ratchet.worker.web.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.ratchet.workflows.contract.ForeignJson;
import dev.ratchet.workflows.gateway.Problem;
import java.util.List;
import java.util.Locale;

/** JSON that is held against a schema, {@code format} included. Problems are told in English, wherever the machine stands. */
public final class CheckedJson {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .locale(Locale.ENGLISH)
                    .build()));

    private static final JsonMapper STRICT = JsonMapper.builder(ForeignJson.factory())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CheckedJson() {}

    /**
     * @param named the schema, in words
     * @throws Refusal 422 with every problem, by its place in the input
     */
    public static JsonNode fitting(String schemaText, String named, String text) throws Refusal {
        JsonNode json;
        try {
            json = STRICT.readTree(text);
        } catch (StreamConstraintsException e) {
            throw invalid(
                    named,
                    List.of(new Problem.AtLine(
                            e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                            "",
                            "the input should have at most " + ForeignJson.NESTING
                                    + " lists and objects inside each other, and no name or number beyond measure")));
        } catch (JsonProcessingException e) {
            throw invalid(
                    named,
                    List.of(new Problem.AtLine(
                            e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                            "",
                            "the input should be one JSON value: " + e.getOriginalMessage())));
        }
        if (json.isMissingNode()) {
            throw invalid(named, List.of(new Problem.AtLine(0, "", "the input is empty; send one JSON value")));
        }
        Schema schema = REGISTRY.getSchema(schemaText);
        List<Problem.AtLine> problems = schema.validate(text, InputFormat.JSON).stream()
                .map(error -> new Problem.AtLine(
                        0, String.valueOf(error.getInstanceLocation()), String.valueOf(error.getMessage())))
                .toList();
        if (!problems.isEmpty()) {
            throw invalid(named, problems);
        }
        return json;
    }

    private static Refusal invalid(String named, List<Problem.AtLine> problems) {
        return new Refusal(
                422,
                new Problem(
                        Problem.INVALID_INPUT,
                        "nothing was started: the input does not fit " + named + " in " + problems.size()
                                + (problems.size() == 1 ? " place" : " places"),
                        problems));
    }
}
