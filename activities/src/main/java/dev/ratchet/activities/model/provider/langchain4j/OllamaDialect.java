package dev.ratchet.activities.model.provider.langchain4j;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.output.TokenUsage;
import dev.ratchet.activities.model.provider.ApiKey;
import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Tokens;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ollama's own chat. A model cannot be made to call a tool: its prose is then an answer that is no proposal. */
final class OllamaDialect implements Dialect {
    private static final long LEAST_CONTEXT = 4_096;
    private static final long MOST_CONTEXT = 131_072;

    @Override
    public ChatModel model(Endpoint endpoint, HttpClientBuilder http) {
        OllamaChatModel.OllamaChatModelBuilder model = OllamaChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(endpoint.url().toString())
                .modelName(endpoint.model())
                .timeout(endpoint.timeouts().answer())
                .maxRetries(0);
        if (!endpoint.key().equals(ApiKey.NONE)) {
            model.customHeaders(
                    Map.of("Authorization", "Bearer " + endpoint.key().value()));
        }
        return model.build();
    }

    @Override
    public DefaultChatRequestParameters.Builder<?> parameters(ChatCall call) {
        return OllamaChatRequestParameters.builder().numCtx(context(call)).maxOutputTokens(call.mostTokens());
    }

    /**
     * What does not fit is cut off the prompt without a word, at 2,048 or 4,096 tokens where nobody says more, and by some
     * versions at half of what is said (ollama issues 17427 and 17889). So it is twice what the call is estimated to take; a power
     * of two, because a model is loaded anew for each other size.
     */
    private static int context(ChatCall call) {
        long wanted = Math.max(LEAST_CONTEXT, Math.min(2 * call.tokens(), MOST_CONTEXT));
        return Integer.highestOneBit((int) wanted - 1) << 1;
    }

    @Override
    public @Nullable ToolChoice toolChoice() {
        return null;
    }

    @Override
    public Tokens tokens(TokenUsage usage) {
        return Dialect.tokens(Dialect.count(usage.inputTokenCount()), 0, Dialect.count(usage.outputTokenCount()));
    }
}
