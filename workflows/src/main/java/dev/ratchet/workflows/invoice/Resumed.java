package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run hands to itself when it continues as new. Opaque to everyone else.
 *
 * @param recorded number of the last step that is in the audit record
 * @param waitsUntil what a person was promised; absent when the run was not waiting
 */
public record Resumed(
        Progress<InvoiceState> progress,
        int recorded,
        @Nullable Instant waitsUntil) {}
