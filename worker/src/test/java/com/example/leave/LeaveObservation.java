package com.example.leave;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.contract.effect.EffectActivities;

/** What its tools report. What a person answers, and a tool that fails, is the same for every agent and not here. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = Observation.NAME)
@JsonSubTypes({@JsonSubTypes.Type(LeaveObservation.Checked.class), @JsonSubTypes.Type(LeaveObservation.Booked.class)})
sealed interface LeaveObservation extends Observation {

    @JsonTypeName("checked")
    record Checked(LeaveActivities.Checked found) implements LeaveObservation {}

    @JsonTypeName("booked")
    record Booked(EffectActivities.Result result) implements LeaveObservation {}
}
