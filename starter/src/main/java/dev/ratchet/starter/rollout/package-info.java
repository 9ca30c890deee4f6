/**
 * Versions of the workers: which there are, who waits on which, and how a new one takes over. {@link Rollout} and {@link Gate}
 * decide and are pure; {@link Deployments} and {@link VersionRuns} ask Temporal, and the gateway tells what the record has of
 * runs. All state is the server's, so that a rollout goes on wherever it is typed again.
 */
@NullMarked
package dev.ratchet.starter.rollout;

import org.jspecify.annotations.NullMarked;
