package dev.ratchet.workflows.qa;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Rulings;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Judged;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Question;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Found;

/** What tools report while a question is worked on. Wire names are frozen. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = Observation.NAME)
@JsonSubTypes({
    @JsonSubTypes.Type(QaObservation.QuestionSeen.class),
    @JsonSubTypes.Type(QaObservation.PassagesFound.class),
    @JsonSubTypes.Type(QaObservation.AnswerJudged.class),
    @JsonSubTypes.Type(QaObservation.NotAnswered.class),
    @JsonSubTypes.Type(QaObservation.FoundShown.class)
})
sealed interface QaObservation extends Observation {

    @JsonTypeName("question_seen")
    record QuestionSeen(Question question, Rulings rulings) implements QaObservation {}

    @JsonTypeName("passages_found")
    record PassagesFound(Found found) implements QaObservation {}

    @JsonTypeName("answer_judged")
    record AnswerJudged(Attested<Judged> judged) implements QaObservation {}

    @JsonTypeName("not_answered")
    record NotAnswered(QaAction.Abstain.Reason reason) implements QaObservation {}

    /** @param text in the content store */
    @JsonTypeName("found_shown")
    record FoundShown(Digest text) implements QaObservation {}
}
