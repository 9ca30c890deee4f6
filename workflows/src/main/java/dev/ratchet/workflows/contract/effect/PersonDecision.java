package dev.ratchet.workflows.contract.effect;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a person says to a run that waits; signed where that person was authenticated. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "decision")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PersonDecision.Approve.class, name = "approve"),
    @JsonSubTypes.Type(value = PersonDecision.State.class, name = "state")
})
public sealed interface PersonDecision {

    record Approve(Approval approval) implements PersonDecision {}

    /** Anything but consent. */
    record State(PersonStatement statement) implements PersonDecision {}
}
