/**
 * Which model is asked: the installation's models and tiers, read from one file or from three variables, and for each model its
 * breaker and its limits, which are one worker process's own. {@code Tiers} chooses; it never asks twice.
 */
@NullMarked
package dev.ratchet.activities.model.tier;

import org.jspecify.annotations.NullMarked;
