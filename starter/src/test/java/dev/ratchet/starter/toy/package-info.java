/** Stand-ins for the tests of every room: toy runs on an embedded Temporal, a toy gateway, and what a command line said. */
@NullMarked
package dev.ratchet.starter.toy;

import org.jspecify.annotations.NullMarked;
