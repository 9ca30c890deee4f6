/** What the access agent asks of the world: the register of systems and grants, and the one grant that may be written. */
@NullMarked
package dev.ratchet.workflows.contract.access;

import org.jspecify.annotations.NullMarked;
