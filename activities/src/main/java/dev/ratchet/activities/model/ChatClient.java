package dev.ratchet.activities.model;

import java.util.Optional;

/** One call to a chat model: no memory, no tools, no retries. */
public interface ChatClient {

    /**
     * Blocks until the model has answered; an interrupt gives the call up.
     *
     * @throws ChatFailure when there is no answer to look at
     */
    Completion ask(ChatCall call);

    /** The client for a configuration, or one that fails every call with a plain reason where there is none. */
    static ChatClient of(Optional<ModelConfig> config) {
        return config.<ChatClient>map(OpenAiCompatibleChatClient::new).orElseGet(UnconfiguredChatClient::new);
    }
}
