package dev.ratchet.planted.activities.activities.ledger;

import dev.ratchet.planted.activities.worker.WorkerConfig;
import dev.ratchet.planted.activities.workflows.invoice.InvoiceState;

public record BooksInvoices(InvoiceState state, WorkerConfig config) {}
