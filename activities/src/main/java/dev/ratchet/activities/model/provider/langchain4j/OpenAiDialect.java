package dev.ratchet.activities.model.provider.langchain4j;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Tokens;

/** Any server that speaks OpenAI's chat completions; schemas are strict. */
final class OpenAiDialect implements Dialect {
    @Override
    public ChatModel model(Endpoint endpoint, HttpClientBuilder http) {
        return OpenAiChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(endpoint.url().toString())
                .apiKey(endpoint.key().value())
                .modelName(endpoint.model())
                .timeout(endpoint.timeouts().answer())
                .strictJsonSchema(true)
                .strictTools(true)
                .maxRetries(0)
                .build();
    }

    @Override
    public DefaultChatRequestParameters.Builder<?> parameters(ChatCall call) {
        return OpenAiChatRequestParameters.builder().maxCompletionTokens(call.mostTokens());
    }

    @Override
    public Tokens tokens(TokenUsage usage) {
        long cached = usage instanceof OpenAiTokenUsage known && known.inputTokensDetails() != null
                ? Dialect.count(known.inputTokensDetails().cachedTokens())
                : 0;
        return Dialect.tokens(Dialect.count(usage.inputTokenCount()), cached, Dialect.count(usage.outputTokenCount()));
    }
}
