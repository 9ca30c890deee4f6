package dev.ratchet.activities.model.provider.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.model.provider.ChatFailure;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.workflows.contract.FailureType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider's refusal means. Of its body only a short code is ever repeated. */
final class ProviderErrors {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What OpenAI and Anthropic call it. */
    private static final List<String> QUOTA =
            List.of("insufficient_quota", "billing_hard_limit_reached", "billing_error");

    private ProviderErrors() {}

    /** @param retryAfter what the provider asked for, when it did */
    static ChatFailure of(Endpoint endpoint, int status, String body, @Nullable Duration retryAfter) {
        String code = code(body);
        String why = "the model's server answered " + status + (code == null ? "" : " (" + code + ")");
        if (isQuota(code)) {
            return new ChatFailure(FailureType.MODEL_DENIED, why + "; what was paid for is used up");
        }
        if (passes(status)) {
            return new ChatFailure(FailureType.MODEL_UNAVAILABLE, why, retryAfter);
        }
        String hint = hint(endpoint, status);
        return hint.isEmpty()
                ? new ChatFailure(FailureType.MODEL_REFUSED, why)
                : new ChatFailure(FailureType.MODEL_DENIED, why + hint);
    }

    private static boolean passes(int status) {
        return status == 408 || status == 409 || status == 425 || status == 429 || status >= 500;
    }

    private static boolean isQuota(@Nullable String code) {
        return code != null && QUOTA.contains(code);
    }

    /** Where it is not the request that is wrong but what every request to this model has; empty where it is the request. */
    private static String hint(Endpoint endpoint, int status) {
        if (status == 401 || status == 402 || status == 403) {
            return "; check " + endpoint.key().variable();
        }
        return status == 404 || status < 400 ? "; check the url and the name of the model " + endpoint.id() : "";
    }

    /** {@code error.code}, else {@code error.type}, where it looks like a code and not like prose. */
    private static @Nullable String code(String body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            for (String field : new String[] {"code", "type"}) {
                String code = error.path(field).asText("");
                if (code.matches("[a-z][a-z0-9_.]{2,59}")) {
                    return code;
                }
            }
            return null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
