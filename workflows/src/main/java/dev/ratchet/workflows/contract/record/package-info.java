/**
 * What is kept of a run: its summary, its steps and the record that both make up. No agent's own fields may enter; they
 * are facts of the summary, or the bytes of a step.
 */
@NullMarked
package dev.ratchet.workflows.contract.record;

import org.jspecify.annotations.NullMarked;
