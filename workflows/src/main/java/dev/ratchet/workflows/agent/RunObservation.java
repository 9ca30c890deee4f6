package dev.ratchet.workflows.agent;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import java.util.List;

/** What may be observed in a run of any agent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = Observation.NAME)
@JsonSubTypes({
    @JsonSubTypes.Type(RunObservation.Consented.class),
    @JsonSubTypes.Type(RunObservation.Denied.class),
    @JsonSubTypes.Type(RunObservation.Expired.class),
    @JsonSubTypes.Type(RunObservation.Proposed.class),
    @JsonSubTypes.Type(RunObservation.RecheckAsked.class),
    @JsonSubTypes.Type(RunObservation.ToolFailed.class)
})
public sealed interface RunObservation extends Observation {

    /** Wire names of all of these; no agent may use one of them. */
    List<String> WIRE_NAMES = List.of("consented", "denied", "expired", "proposed", "recheck_asked", "tool_failed");

    /** A person's verified answer, or that there was none. */
    sealed interface PersonAnswer extends RunObservation {}

    /** A person signed consent to an intent. The agent says what follows. */
    @JsonTypeName("consented")
    record Consented(Approval approval) implements PersonAnswer {}

    /** A person ended the run. */
    @JsonTypeName("denied")
    record Denied(PersonStatement statement) implements PersonAnswer {}

    /** Nobody answered in time. */
    @JsonTypeName("expired")
    record Expired() implements PersonAnswer {}

    /** A person asks for an action. The next turn is that person's: the gate judges the proposal. */
    @JsonTypeName("proposed")
    record Proposed(PersonStatement statement) implements PersonAnswer {}

    /** A person mended something and asks to look again. The agent says what follows. */
    @JsonTypeName("recheck_asked")
    record RecheckAsked(PersonStatement statement) implements PersonAnswer {}

    /** An activity failed for good; the code is its failure type. */
    @JsonTypeName("tool_failed")
    record ToolFailed(String code, String why) implements RunObservation {}
}
