package dev.ratchet.planted.foundation.workflows.invoice;

public interface InvoiceWorkflow {}
