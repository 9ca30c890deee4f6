package dev.ratchet.worker.dev;

import dev.ratchet.activities.model.provider.Provider;

class OpenAiEndToEndTest extends AimockEndToEndContract {
    @Override
    Provider provider() {
        return Provider.OPENAI;
    }
}
