package dev.ratchet.planted.foundation.workflows.temporal;

import dev.ratchet.planted.foundation.workflows.invoice.InvoiceWorkflow;

final class Stubs {
    Class<?> knows() {
        return InvoiceWorkflow.class;
    }
}
