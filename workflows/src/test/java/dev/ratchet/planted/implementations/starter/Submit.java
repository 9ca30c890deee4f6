package dev.ratchet.planted.implementations.starter;

import dev.ratchet.planted.implementations.workflows.invoice.InvoiceWorkflowImpl;

final class Submit {
    Object starts() {
        return new InvoiceWorkflowImpl();
    }
}
