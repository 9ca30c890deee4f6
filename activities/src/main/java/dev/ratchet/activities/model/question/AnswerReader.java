package dev.ratchet.activities.model.question;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ratchet.activities.model.provider.Completion;
import dev.ratchet.workflows.contract.ForeignJson;
import dev.ratchet.workflows.contract.Proposal;
import java.nio.charset.StandardCharsets;

/** Reads a completion as one proposal, or says why it is none. Repairs nothing and looks for no JSON inside prose. */
public final class AnswerReader {
    private static final JsonMapper STRICT = JsonMapper.builder(ForeignJson.factory())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private AnswerReader() {}

    public sealed interface Read {}

    public record Said(Proposal proposal) implements Read {}

    public record Nothing(UnusableCode code) implements Read {}

    public static Read read(Completion completion) {
        if (completion instanceof Completion.CutOff) {
            return new Nothing(UnusableCode.CUT_OFF);
        }
        if (completion instanceof Completion.Filtered) {
            return new Nothing(UnusableCode.FILTERED);
        }
        try {
            return read(STRICT.readTree(completion.text()));
        } catch (JsonProcessingException e) {
            return new Nothing(UnusableCode.NOT_JSON);
        }
    }

    private static Read read(JsonNode answer) throws JsonProcessingException {
        if (answer.isMissingNode()) {
            return new Nothing(UnusableCode.NOT_JSON);
        }
        JsonNode action = answer.path("action");
        JsonNode arguments = answer.path("arguments");
        if (answer.size() != 2 || !action.isTextual() || action.textValue().isBlank() || !arguments.isObject()) {
            return new Nothing(UnusableCode.NO_ACTION);
        }
        String written = STRICT.writeValueAsString(arguments);
        if (!isText(action.textValue()) || !isText(written)) {
            return new Nothing(UnusableCode.NOT_JSON);
        }
        return written.length() > Proposal.MOST_CHARACTERS
                ? new Nothing(UnusableCode.TOO_LONG)
                : new Said(new Proposal(action.textValue(), written));
    }

    /** An escape can spell half a surrogate pair. That has no UTF-8: its digest and its record would be another text's. */
    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
