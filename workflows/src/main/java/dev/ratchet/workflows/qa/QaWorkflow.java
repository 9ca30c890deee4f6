package dev.ratchet.workflows.qa;

import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One question, from its words to an answer that passages bear out, or to why there is none. */
@WorkflowInterface
public interface QaWorkflow extends AgentWorkflow {
    String AGENT = "qa";
    String TASK_QUEUE = "ratchet-qa";
    String TYPE = "Qa";

    /** The word for a question that was answered; the receipt names the answer's text. */
    String ANSWERED = "ANSWERED";

    /** The word for a question that the documents do not answer; the receipt names what was found. */
    String ABSTAINED = "ABSTAINED";

    /** Kind of the receipt whose id is the digest of a text in the content store. */
    String TEXT = "text";

    /** @param request whose input is a {@link QaRequest} */
    @WorkflowMethod(name = TYPE)
    RunSummary run(RunRequest request);
}
