/** {@code ratchet ask}: questions to the library's documents. */
@NullMarked
package dev.ratchet.starter.ask;

import org.jspecify.annotations.NullMarked;
