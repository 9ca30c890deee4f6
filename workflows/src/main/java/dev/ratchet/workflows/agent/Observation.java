package dev.ratchet.workflows.agent;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * What a tool reports. Each agent seals its own observations below this; {@link RunObservation} has those that every agent
 * has. As JSON each has its wire name in the property {@value #NAME}.
 */
public interface Observation {
    String NAME = "observation";

    /** Lower snake case, frozen: the {@link JsonTypeName} of the record. */
    default String wire() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }
}
