/**
 * Which version of the product a worker is, as Temporal's worker versioning has it. How versions are rolled out is the
 * starter's, in {@code rollout}.
 */
@NullMarked
package dev.ratchet.worker.deployment;

import org.jspecify.annotations.NullMarked;
