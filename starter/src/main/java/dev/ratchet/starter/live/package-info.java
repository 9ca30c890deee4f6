/**
 * Runs as they are now: what commands ask of them and what they answer, whichever way leads there. The ways are in
 * {@code temporal} and {@code gateway}; which one a command takes is for {@code run}.
 */
@NullMarked
package dev.ratchet.starter.live;

import org.jspecify.annotations.NullMarked;
