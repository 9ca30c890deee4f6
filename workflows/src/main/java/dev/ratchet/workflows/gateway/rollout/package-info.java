/** Of the same contract: what a rollout measures of runs. */
@NullMarked
package dev.ratchet.workflows.gateway.rollout;

import org.jspecify.annotations.NullMarked;
