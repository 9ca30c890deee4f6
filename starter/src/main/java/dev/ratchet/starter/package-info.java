/**
 * The {@code ratchet} command line: one file per command. It sees the workflows' contracts and the gateway's, and
 * neither database nor activity nor kernel.
 */
@NullMarked
package dev.ratchet.starter;

import org.jspecify.annotations.NullMarked;
