package dev.ratchet.activities.model.provider.langchain4j;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.output.TokenUsage;
import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Tokens;
import org.jspecify.annotations.Nullable;

/** What is a provider's own in a call through LangChain4j. */
interface Dialect {

    /** Without retries, logging or memory. */
    ChatModel model(Endpoint endpoint, HttpClientBuilder http);

    /** Bounds the completion of this call. No temperature: some models refuse one. */
    DefaultChatRequestParameters.Builder<?> parameters(ChatCall call);

    /** How a model is made to call the one tool that there is; absent where the provider has no way. */
    default @Nullable ToolChoice toolChoice() {
        return ToolChoice.REQUIRED;
    }

    Tokens tokens(TokenUsage usage);

    static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : Math.max(0, tokens);
    }

    /** Of counts that nobody else has checked. */
    static Tokens tokens(long input, long cached, long output) {
        return new Tokens(input, Math.min(input, cached), output);
    }
}
