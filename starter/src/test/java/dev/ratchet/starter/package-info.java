/** The command line in process, against a toy run on an embedded Temporal and a stand-in for the gateway. */
@NullMarked
package dev.ratchet.starter;

import org.jspecify.annotations.NullMarked;
