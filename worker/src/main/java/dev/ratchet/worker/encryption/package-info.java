/**
 * The files of the keys that payloads are encrypted with: where they are, when they are read again, and the commands that make and
 * change them. What is done with the keys is in {@code workflows.encryption}. No key and no payload is ever logged.
 */
@NullMarked
package dev.ratchet.worker.encryption;

import org.jspecify.annotations.NullMarked;
