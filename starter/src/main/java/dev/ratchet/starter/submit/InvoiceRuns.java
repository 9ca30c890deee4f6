package dev.ratchet.starter.submit;

import dev.ratchet.starter.batch.BatchType;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.run.AgentEntry;

/** The agent to which {@code submit} gives documents. */
final class InvoiceRuns {
    static final AgentEntry AGENT = new AgentEntry(
            InvoiceWorkflow.AGENT,
            "books an invoice",
            new AgentEntry.Document(),
            InvoiceWorkflow.TYPE,
            InvoiceWorkflow.TASK_QUEUE);

    static final BatchType BATCH = new BatchType(InvoiceBatchWorkflow.TYPE, InvoiceWorkflow.TASK_QUEUE);

    private InvoiceRuns() {}

    /** The id of a document's run. */
    static String id(DocumentRef document) {
        return InvoiceWorkflow.workflowId(document.tenant(), document.digest());
    }
}
