package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRegistration;
import dev.ratchet.workflows.temporal.AgentRegistration.Implementation;
import java.util.List;

/** The invoice agent, for a process that runs it. */
public final class InvoiceRegistration {
    static final AgentEntry ENTRY = new AgentEntry(
            InvoiceWorkflow.AGENT,
            "books an invoice, once, or says why not",
            new AgentEntry.Document(),
            InvoiceWorkflow.TYPE,
            InvoiceWorkflow.TASK_QUEUE);

    private InvoiceRegistration() {}

    public static AgentRegistration<?, ?, ?> of() {
        return new AgentRegistration<>(
                ENTRY,
                new InvoiceAgent(),
                InvoiceRules.FACTS,
                List.of(InvoiceAgent.PROMPT),
                InvoiceAgent.COMPLETION_TOKENS,
                List.of(
                        new Implementation<>(InvoiceWorkflow.class, RunRequest.class, InvoiceWorkflowImpl::new),
                        new Implementation<>(
                                InvoiceBatchWorkflow.class,
                                BatchWorkflow.Opening.class,
                                InvoiceBatchWorkflowImpl::new)));
    }
}
