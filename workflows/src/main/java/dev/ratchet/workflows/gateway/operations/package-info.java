/** Of the same contract: what operators ask of an installation as a whole. */
@NullMarked
package dev.ratchet.workflows.gateway.operations;

import org.jspecify.annotations.NullMarked;
