/**
 * Agents and runs over HTTP: what an agent takes, starting a run, its state, its trail, and the form of its fields.
 */
@NullMarked
package dev.ratchet.worker.web.run;

import org.jspecify.annotations.NullMarked;
