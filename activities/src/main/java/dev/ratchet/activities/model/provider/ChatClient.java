package dev.ratchet.activities.model.provider;

/** One call to a chat model: no memory, no tools, no retries. */
@FunctionalInterface
public interface ChatClient {

    /**
     * Blocks until the model has answered; an interrupt gives the call up.
     *
     * @throws ChatFailure when there is no answer to look at
     */
    Completion ask(ChatCall call);
}
