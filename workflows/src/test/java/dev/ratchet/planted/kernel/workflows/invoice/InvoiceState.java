package dev.ratchet.planted.kernel.workflows.invoice;

public record InvoiceState(String fact) {}
