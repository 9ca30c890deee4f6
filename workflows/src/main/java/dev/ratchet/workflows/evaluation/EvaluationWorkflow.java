package dev.ratchet.workflows.evaluation;

import dev.ratchet.workflows.contract.evaluation.EvaluationRequest;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One evaluation, from its questions to measures with their intervals. */
@WorkflowInterface
public interface EvaluationWorkflow extends AgentWorkflow {
    String AGENT = "evaluation";
    String TASK_QUEUE = "ratchet-evaluation";
    String TYPE = "Evaluation";

    /** The word for an evaluation that was done, or stopped by its budget; the receipt names what it wrote. */
    String MEASURED = "MEASURED";

    /** Kind of the receipt whose id is the digests of results and report, with a slash between. */
    String FILES = "evaluation";

    /** @param request whose input is an {@link EvaluationRequest} */
    @WorkflowMethod(name = TYPE)
    RunSummary run(RunRequest request);
}
