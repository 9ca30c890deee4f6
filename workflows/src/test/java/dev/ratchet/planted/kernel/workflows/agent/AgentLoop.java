package dev.ratchet.planted.kernel.workflows.agent;

import dev.ratchet.planted.kernel.workflows.invoice.InvoiceState;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

final class AgentLoop {
    boolean knows(@Nullable InvoiceState state) {
        return state == null;
    }

    long now() {
        return Workflow.currentTimeMillis();
    }
}
