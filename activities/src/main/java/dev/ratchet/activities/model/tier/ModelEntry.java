package dev.ratchet.activities.model.tier;

import dev.ratchet.activities.model.provider.Endpoint;

/** A model as the installation has it. */
public record ModelEntry(Endpoint endpoint, Limits limits, Price price) {
    public String id() {
        return endpoint.id();
    }
}
