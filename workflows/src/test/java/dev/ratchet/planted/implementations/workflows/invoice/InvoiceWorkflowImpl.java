package dev.ratchet.planted.implementations.workflows.invoice;

public final class InvoiceWorkflowImpl {
    record Nested(InvoiceWorkflowImpl outer) {}
}
