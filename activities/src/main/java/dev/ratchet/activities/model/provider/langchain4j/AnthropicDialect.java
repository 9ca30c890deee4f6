package dev.ratchet.activities.model.provider.langchain4j;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.output.TokenUsage;
import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Tokens;

/** Anthropic's messages. Its {@code input_tokens} leaves out what its cache read or wrote; {@link Tokens#input} does not. */
final class AnthropicDialect implements Dialect {
    @Override
    public ChatModel model(Endpoint endpoint, HttpClientBuilder http) {
        return AnthropicChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(endpoint.url().toString())
                .apiKey(endpoint.key().value())
                .modelName(endpoint.model())
                .timeout(endpoint.timeouts().answer())
                .disableParallelToolUse(true)
                .maxRetries(0)
                .build();
    }

    @Override
    public DefaultChatRequestParameters.Builder<?> parameters(ChatCall call) {
        return ChatRequestParameters.builder().maxOutputTokens(call.mostTokens());
    }

    @Override
    public Tokens tokens(TokenUsage usage) {
        long cached = 0;
        long input = Dialect.count(usage.inputTokenCount());
        if (usage instanceof AnthropicTokenUsage known) {
            cached = Dialect.count(known.cacheReadInputTokens());
            input += cached + Dialect.count(known.cacheCreationInputTokens());
        }
        return Dialect.tokens(input, cached, Dialect.count(usage.outputTokenCount()));
    }
}
