package dev.ratchet.planted.gateway.workflows.invoice;

public record InvoiceState(String fact) {}
