package dev.ratchet.activities.model.provider;

import java.net.URI;

/**
 * A model and where it is.
 *
 * @param id what people here call it; 1 to 40 lower case letters, digits, dots, underscores and hyphens
 * @param url without the path that {@link Provider} adds
 * @param model as the provider names it
 */
public record Endpoint(
        String id, Provider provider, URI url, String model, ApiKey key, SchemaMode schema, Timeouts timeouts) {
    public static final String ID = "[a-z0-9][a-z0-9._-]{0,39}";

    public Endpoint {
        if (!id.matches(ID)) {
            throw new IllegalArgumentException(
                    "a model's id is 1 to 40 lower case letters, digits, dots, underscores and hyphens");
        }
    }

    @Override
    public String toString() {
        return id + " (" + model + " at " + url + ")";
    }
}
