package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.Progress;

/**
 * What a run hands to itself when it continues as new. Opaque to everyone else.
 *
 * @param recorded number of the last step that is in the audit record
 */
public record Resumed(Progress<InvoiceState> progress, int recorded) {}
