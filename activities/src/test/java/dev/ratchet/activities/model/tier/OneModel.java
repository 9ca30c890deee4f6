package dev.ratchet.activities.model.tier;

import dev.ratchet.activities.model.provider.ApiKey;
import dev.ratchet.activities.model.provider.ChatClient;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Timeouts;
import java.net.URI;
import java.time.Clock;

/** One model that is every tier, for tests that are about something else. */
public final class OneModel {
    private OneModel() {}

    public static Tiers asking(ChatClient client, Price price) {
        return new Tiers(Models.of(entry("only", price)), endpoint -> client, Clock.systemUTC());
    }

    public static Tiers asking(ChatClient client) {
        return asking(client, Price.NONE);
    }

    public static ModelEntry entry(String id, Price price) {
        return new ModelEntry(endpoint(id), Limits.UNLIMITED, price);
    }

    static Endpoint endpoint(String id) {
        return new Endpoint(
                id,
                Provider.OPENAI,
                URI.create("http://127.0.0.1:1/v1"),
                "name-of-" + id,
                ApiKey.NONE,
                SchemaMode.NATIVE,
                Timeouts.USUAL);
    }
}
