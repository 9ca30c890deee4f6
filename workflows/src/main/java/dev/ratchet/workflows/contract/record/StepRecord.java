package dev.ratchet.workflows.contract.record;

import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * A step with its bodies. They go to the audit record and never into a history.
 *
 * @param proposal the {@link Proposal} as {@link CanonicalJson}; absent when there was none. Its digest is
 *     {@link Step#proposed}
 * @param result what changed the state, as {@link CanonicalJson}: the observation of an accepted proposal, else how the turn
 *     failed. Its digest is {@link Step#observed}
 */
public record StepRecord(Step step, @Nullable String proposal, String result) {}
