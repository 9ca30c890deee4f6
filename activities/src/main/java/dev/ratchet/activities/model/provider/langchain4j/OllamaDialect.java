package dev.ratchet.activities.model.provider.langchain4j;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.output.TokenUsage;
import dev.ratchet.activities.model.provider.ApiKey;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Tokens;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ollama's own chat. A model cannot be made to call a tool: its prose is then an answer that is no proposal. */
final class OllamaDialect implements Dialect {
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
    public DefaultChatRequestParameters.Builder<?> parameters(int mostTokens) {
        return ChatRequestParameters.builder().maxOutputTokens(mostTokens);
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
