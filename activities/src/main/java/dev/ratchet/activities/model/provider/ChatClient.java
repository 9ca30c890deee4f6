package dev.ratchet.activities.model.provider;

import java.time.Clock;

/** One call to a chat model: no memory, no tools, no retries. */
@FunctionalInterface
public interface ChatClient {

    /**
     * Blocks until the model has answered; an interrupt gives the call up.
     *
     * @throws ChatFailure when there is no answer to look at
     */
    Completion ask(ChatCall call);

    /** The client of an endpoint. */
    static ChatClient of(Endpoint endpoint) {
        return of(endpoint, Clock.systemUTC());
    }

    /** @param clock by which a {@code Retry-After} that is a date is read */
    static ChatClient of(Endpoint endpoint, Clock clock) {
        return new LangChainChatClient(
                endpoint,
                switch (endpoint.provider()) {
                    case OPENAI -> new OpenAiDialect();
                    case ANTHROPIC -> new AnthropicDialect();
                    case OLLAMA -> new OllamaDialect();
                },
                clock);
    }
}
