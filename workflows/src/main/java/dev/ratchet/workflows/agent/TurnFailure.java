package dev.ratchet.workflows.agent;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** A turn without an action. The agent's reducer sees it, so that a planner that fails changes the state and not the code path. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "failure")
@JsonSubTypes({
    @JsonSubTypes.Type(TurnFailure.ProposalRejected.class),
    @JsonSubTypes.Type(TurnFailure.PersonRejected.class),
    @JsonSubTypes.Type(TurnFailure.PlannerUnavailable.class)
})
public sealed interface TurnFailure {

    String code();

    /** The gate rejected the proposal, or the answer was no proposal; {@code inARow} counts since the last action, from 1. */
    @JsonTypeName("proposal_rejected")
    record ProposalRejected(String code, int inARow) implements TurnFailure {}

    /** The gate rejected what a person proposed. Counted nowhere: the person is told the sentence and may propose again. */
    @JsonTypeName("person_rejected")
    record PersonRejected(String code, String why, String person) implements TurnFailure {}

    /** The planner cannot propose at all: no model, outage, refusal. */
    @JsonTypeName("planner_unavailable")
    record PlannerUnavailable(String code, String why) implements TurnFailure {}
}
