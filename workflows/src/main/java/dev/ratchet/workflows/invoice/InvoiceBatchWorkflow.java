package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.batch.BatchWorkflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Many invoices at once. */
@WorkflowInterface
public interface InvoiceBatchWorkflow extends BatchWorkflow {
    String TYPE = "InvoiceBatch";

    @WorkflowMethod(name = TYPE)
    Tally run(Opening opening);
}
