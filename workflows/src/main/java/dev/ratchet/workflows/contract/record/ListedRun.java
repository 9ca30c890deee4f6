package dev.ratchet.workflows.contract.record;

import java.time.Instant;

/**
 * A run in a list of those on record.
 *
 * @param changedAt when its record was last changed, by the database's clock
 */
public record ListedRun(RunSummary run, Instant changedAt) {}
