/**
 * What outsiders see of a run of any agent: the updates and queries that every agent's workflow has, the request that
 * starts one, and how a run is told. Speaks of no agent; no activity and nothing that runs a workflow
 * may enter.
 */
@NullMarked
package dev.ratchet.workflows.run;

import org.jspecify.annotations.NullMarked;
