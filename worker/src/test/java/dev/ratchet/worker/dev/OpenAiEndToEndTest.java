package dev.ratchet.worker.dev;

import dev.ratchet.activities.model.provider.Provider;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class OpenAiEndToEndTest extends AimockEndToEndContract {
    @Override
    Provider provider() {
        return Provider.OPENAI;
    }
}
