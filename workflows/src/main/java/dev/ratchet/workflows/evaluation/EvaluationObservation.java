package dev.ratchet.workflows.evaluation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Measured;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Opening;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Written;

/** What tools report while something is measured. Wire names are frozen. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = Observation.NAME)
@JsonSubTypes({
    @JsonSubTypes.Type(EvaluationObservation.CasesOpened.class),
    @JsonSubTypes.Type(EvaluationObservation.NextMeasured.class),
    @JsonSubTypes.Type(EvaluationObservation.ReportWritten.class)
})
sealed interface EvaluationObservation extends Observation {

    @JsonTypeName("cases_opened")
    record CasesOpened(Opening cases) implements EvaluationObservation {}

    @JsonTypeName("next_measured")
    record NextMeasured(Measured measured) implements EvaluationObservation {}

    @JsonTypeName("report_written")
    record ReportWritten(Written written) implements EvaluationObservation {}
}
