package dev.ratchet.workflows.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratchet.workflows.contract.effect.Approval;

/** What a person says to a run that waits. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "decision")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PersonDecision.Approve.class, name = "approve"),
    @JsonSubTypes.Type(value = PersonDecision.Deny.class, name = "deny")
})
public sealed interface PersonDecision {

    record Approve(Approval approval) implements PersonDecision {}

    /**
     * Ends the run. Unsigned: a denial is worth as much as access to Temporal, and {@code by} is a name that the sender
     * chose; the command line lets nobody choose another's. Nothing happens, and the same may be submitted again.
     *
     * @param why 1 to 400 characters, for the record
     */
    record Deny(String by, String why) implements PersonDecision {}
}
