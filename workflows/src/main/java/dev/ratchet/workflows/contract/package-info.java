/**
 * What workflows may ask of the world, for any agent: activity interfaces and the records they carry. An agent's own are in
 * a room below. Everything here crosses the wire, so names are frozen once released and every sealed type names its
 * variants. No logic beyond validating constructors and canonical forms, no agent, no kernel and no IO may enter.
 */
@NullMarked
package dev.ratchet.workflows.contract;

import org.jspecify.annotations.NullMarked;
