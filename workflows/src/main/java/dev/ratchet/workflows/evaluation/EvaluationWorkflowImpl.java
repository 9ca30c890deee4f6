package dev.ratchet.workflows.evaluation;

import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.gate.Verdict.Accepted;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Chunk;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Measurements;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Task;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRun;
import dev.ratchet.workflows.temporal.Stubs;

/** Runs the evaluation agent as a durable workflow. */
public final class EvaluationWorkflowImpl extends AgentRun<EvaluationState, EvaluationAction, EvaluationObservation>
        implements EvaluationWorkflow {
    private final EvaluationActivities evaluation = Stubs.work(EvaluationActivities.class, "measures");
    private final String submitter;

    public EvaluationWorkflowImpl(RunRequest request) {
        super(
                new EvaluationAgent(),
                request,
                asked -> EvaluationState.received(asked.intake(), asked.input(EvaluationRequest.class)));
        this.submitter = request.submitter();
    }

    @Override
    public RunSummary run(RunRequest same) {
        return untilEnded();
    }

    @Override
    protected Observation act(EvaluationState state, Accepted<EvaluationAction> accepted) {
        Task task = new Task(run(), state.intake(), submitter);
        return switch (accepted.action().kind()) {
            case OPEN_CASES -> new EvaluationObservation.CasesOpened(evaluation.open(task));
            case SEARCH_NEXT -> new EvaluationObservation.NextMeasured(evaluation.search(next(task, state)));
            case ASK_NEXT -> new EvaluationObservation.NextMeasured(evaluation.ask(next(task, state)));
            case WRITE_REPORT ->
                new EvaluationObservation.ReportWritten(
                        evaluation.write(new Measurements(task, state.results(), state.stopped())));
        };
    }

    private static Chunk next(Task task, EvaluationState state) {
        return new Chunk(task, state.measured(), EvaluationAgent.next(state), state.results());
    }
}
