package dev.ratchet.workflows.access;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.contract.access.AccessActivities;
import dev.ratchet.workflows.contract.access.AccessGrant.Purpose;
import dev.ratchet.workflows.contract.effect.EffectActivities;

/** What tools report while a request for access is worked on. Wire names are frozen. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = Observation.NAME)
@JsonSubTypes({
    @JsonSubTypes.Type(AccessObservation.Checked.class),
    @JsonSubTypes.Type(AccessObservation.Classified.class),
    @JsonSubTypes.Type(AccessObservation.Answered.class)
})
sealed interface AccessObservation extends Observation {

    @JsonTypeName("checked")
    record Checked(AccessActivities.Checked found) implements AccessObservation {}

    @JsonTypeName("classified")
    record Classified(Purpose purpose) implements AccessObservation {}

    @JsonTypeName("grant_answered")
    record Answered(EffectActivities.Result result) implements AccessObservation {}
}
