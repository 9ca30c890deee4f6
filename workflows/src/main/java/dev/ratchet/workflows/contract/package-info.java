/**
 * What workflows may ask of the world, for any agent: activity interfaces and the records they carry. Here are the words
 * that every room below uses; what belongs together has a room, and an agent's own contracts have one of its name.
 * Everything here crosses the wire, so names are frozen once released and every sealed type names its variants. No logic
 * beyond validating constructors and canonical forms, no agent, no kernel and no IO may enter.
 */
@NullMarked
package dev.ratchet.workflows.contract;

import org.jspecify.annotations.NullMarked;
