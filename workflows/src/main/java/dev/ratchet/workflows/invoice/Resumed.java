package dev.ratchet.workflows.invoice;

/** What a run hands to itself when it continues as new. Opaque to everyone else. */
public record Resumed() {}
