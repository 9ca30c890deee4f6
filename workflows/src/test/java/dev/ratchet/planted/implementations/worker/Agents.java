package dev.ratchet.planted.implementations.worker;

import dev.ratchet.planted.implementations.workflows.invoice.InvoiceWorkflowImpl;

/** The one place that may. */
final class Agents {
    Class<?> registers() {
        return InvoiceWorkflowImpl.class;
    }
}
