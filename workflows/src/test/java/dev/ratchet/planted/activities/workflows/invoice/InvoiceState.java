package dev.ratchet.planted.activities.workflows.invoice;

public record InvoiceState(String fact) {}
