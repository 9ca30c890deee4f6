package dev.ratchet.workflows.qa;

import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.gate.Verdict.Accepted;
import dev.ratchet.workflows.contract.policy.PolicyActivities;
import dev.ratchet.workflows.contract.qa.GroundingActivities;
import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRun;
import dev.ratchet.workflows.temporal.Stubs;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs the answering agent as a durable workflow. */
public final class QaWorkflowImpl extends AgentRun<QaState, QaAction, QaObservation> implements QaWorkflow {
    private final PolicyActivities policy = Stubs.quick(PolicyActivities.class, "applies the rules");
    private final RetrievalActivities retrieval = Stubs.quick(RetrievalActivities.class, "finds passages");
    private final GroundingActivities grounding = Stubs.quick(GroundingActivities.class, "holds answers to passages");

    private final @Nullable String configuration;

    public QaWorkflowImpl(RunRequest request) {
        super(new QaAgent(), request, QaWorkflowImpl::asked);
        this.configuration = request.input(QaRequest.class).retrieval();
    }

    /** A request that is none ends the run before it begins; its words stay in the content store. */
    private static QaState asked(RunRequest request) {
        request.input(QaRequest.class);
        return QaState.asked(request.intake());
    }

    @Override
    public RunSummary run(RunRequest same) {
        return untilEnded();
    }

    @Override
    protected Observation act(QaState state, Accepted<QaAction> accepted) {
        return switch (accepted.action().kind()) {
            case LOOK_AT_QUESTION -> lookAt(state);
            case TAKE_VERIFIED -> new QaObservation.AnswerJudged(grounding.verified(state.intake()));
            case RETRIEVE -> retrieve(state);
            case EXTRACT_ANSWER -> new QaObservation.AnswerJudged(grounding.extract(of(state)));
            case PROPOSE_ANSWER ->
                new QaObservation.AnswerJudged(
                        grounding.check(of(state), ((QaAction.ProposeAnswer) accepted.action()).sentences()));
            case ABSTAIN -> new QaObservation.NotAnswered(((QaAction.Abstain) accepted.action()).reason());
            case SHOW_FOUND -> new QaObservation.FoundShown(grounding.showFound(of(state)));
        };
    }

    private QaObservation lookAt(QaState state) {
        GroundingActivities.Question question = grounding.open(state.intake());
        return new QaObservation.QuestionSeen(
                question,
                policy.rule(new PolicyActivities.Question(tenant(), AGENT, null, QaRules.routing(question), null)));
    }

    private QaObservation retrieve(QaState state) {
        GroundingActivities.Question question = Objects.requireNonNull(state.question());
        return new QaObservation.PassagesFound(retrieval.search(new RetrievalActivities.Search(
                tenant(), question.text(), question.within(), GroundingActivities.MOST_PASSAGES, configuration)));
    }

    private static GroundingActivities.Case of(QaState state) {
        return new GroundingActivities.Case(state.intake(), state.passages());
    }
}
