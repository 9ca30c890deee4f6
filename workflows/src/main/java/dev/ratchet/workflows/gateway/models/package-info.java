/** Of the same contract: whether models work, what they have cost, and what they may cost. */
@NullMarked
package dev.ratchet.workflows.gateway.models;

import org.jspecify.annotations.NullMarked;
