/** What operators type about an installation as a whole. All of it is asked of the gateway. */
@NullMarked
package dev.ratchet.starter.operations;

import org.jspecify.annotations.NullMarked;
