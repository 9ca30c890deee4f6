package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One invoice, from its bytes to the books or to a reason why not. */
@WorkflowInterface
public interface InvoiceWorkflow extends AgentWorkflow {
    String AGENT = "invoice";
    String TASK_QUEUE = "ratchet-invoice";
    String TYPE = "Invoice";

    /** The word for an invoice that was booked. */
    String POSTED = "POSTED";

    /** @param document digest of its bytes */
    static String workflowId(TenantId tenant, Digest document) {
        return RunRef.workflowId(AGENT, tenant, document);
    }

    @WorkflowMethod(name = TYPE)
    RunSummary run(RunRequest request);
}
