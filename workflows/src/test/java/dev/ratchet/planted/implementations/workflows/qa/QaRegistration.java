package dev.ratchet.planted.implementations.workflows.qa;

import dev.ratchet.planted.implementations.workflows.invoice.InvoiceWorkflowImpl;

final class QaRegistration {
    Class<?> namesAnothers() {
        return InvoiceWorkflowImpl.class;
    }
}
