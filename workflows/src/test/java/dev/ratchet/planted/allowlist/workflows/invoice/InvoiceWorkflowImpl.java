package dev.ratchet.planted.allowlist.workflows.invoice;

import io.temporal.workflow.Workflow;

final class InvoiceWorkflowImpl {
    long now() {
        return Workflow.currentTimeMillis();
    }
}
