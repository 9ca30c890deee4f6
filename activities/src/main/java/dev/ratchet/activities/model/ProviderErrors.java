package dev.ratchet.activities.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.workflows.contract.FailureType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a provider's refusal means. Of its body only a short code is ever repeated. */
final class ProviderErrors {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProviderErrors() {}

    /** @param retryAfter what the provider asked for, when it did */
    static ChatFailure of(int status, String body, @Nullable Duration retryAfter) {
        String code = code(body);
        String why = "the model's server answered " + status + (code == null ? "" : " (" + code + ")");
        if (!passes(status) || isQuota(code)) {
            return new ChatFailure(FailureType.MODEL_REFUSED, why + hint(status));
        }
        return new ChatFailure(FailureType.MODEL_UNAVAILABLE, why, retryAfter);
    }

    private static boolean passes(int status) {
        return status == 408 || status == 409 || status == 425 || status == 429 || status >= 500;
    }

    private static boolean isQuota(@Nullable String code) {
        return code != null && (code.equals("insufficient_quota") || code.equals("billing_hard_limit_reached"));
    }

    private static String hint(int status) {
        if (status == 401 || status == 403) {
            return "; check " + ModelConfig.KEY;
        }
        if (status == 404 || (status >= 300 && status < 400)) {
            return "; check " + ModelConfig.URL + " and " + ModelConfig.NAME;
        }
        return "";
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
