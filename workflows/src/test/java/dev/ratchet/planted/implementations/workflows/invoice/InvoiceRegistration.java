package dev.ratchet.planted.implementations.workflows.invoice;

/** May name its own agent's. */
final class InvoiceRegistration {
    Class<?> names() {
        return InvoiceWorkflowImpl.class;
    }
}
