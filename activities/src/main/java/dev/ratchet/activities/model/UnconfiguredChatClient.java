package dev.ratchet.activities.model;

import dev.ratchet.workflows.contract.FailureType;

/** Stands where no endpoint is configured, and says so. */
final class UnconfiguredChatClient implements ChatClient {
    @Override
    public Completion ask(ChatCall call) {
        throw new ChatFailure(
                FailureType.MODEL_NOT_CONFIGURED,
                "no model is configured; set " + ModelConfig.URL + ", " + ModelConfig.KEY + " and " + ModelConfig.NAME);
    }
}
