/**
 * What workflows may ask of the world: activity interfaces and the records they carry. Everything here crosses the
 * wire, so names are frozen once released and every sealed type names its variants. No logic beyond validating
 * constructors, no agent, no kernel and no IO may enter.
 */
@NullMarked
package dev.ratchet.workflows.contract;

import org.jspecify.annotations.NullMarked;
