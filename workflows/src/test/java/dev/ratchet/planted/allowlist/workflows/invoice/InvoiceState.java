package dev.ratchet.planted.allowlist.workflows.invoice;

import io.temporal.workflow.Workflow;

final class InvoiceState {
    long now() {
        return Workflow.currentTimeMillis();
    }
}
