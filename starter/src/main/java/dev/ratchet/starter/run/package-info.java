/**
 * The commands about runs of any agent: list, status, explain, watch, rebuild, approvals, approve, deny, recheck; how a run is
 * found by what a person types, and how one is started. No agent may be named here. Handing in documents is in
 * {@code submit}.
 */
@NullMarked
package dev.ratchet.starter.run;

import org.jspecify.annotations.NullMarked;
