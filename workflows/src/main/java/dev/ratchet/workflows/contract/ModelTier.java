package dev.ratchet.workflows.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much of a model a question gets. Which models a tier has, and in which order, is the installation's to say. */
public enum ModelTier {
    /** Asked first. */
    @JsonProperty("small")
    SMALL("small"),
    /** For what the small one did not get right. */
    @JsonProperty("large")
    LARGE("large");

    private final String wire;

    ModelTier(String wire) {
        this.wire = wire;
    }

    /** Frozen: as it is in histories, in the trail and in the file of models. */
    public String wire() {
        return wire;
    }
}
