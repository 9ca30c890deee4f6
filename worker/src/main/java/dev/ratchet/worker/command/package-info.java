/**
 * What a person types after {@code ratchet-worker}: one class for each command, which reads the configuration, builds what it needs
 * from the composition root and says how it went. {@code dev} has a room of its own.
 */
@NullMarked
package dev.ratchet.worker.command;

import org.jspecify.annotations.NullMarked;
