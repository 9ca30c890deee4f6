/**
 * The access agent in a product of its own: what {@link dev.ratchet.worker.AgentModule} asks of somebody who brings an agent,
 * an effect with tables of its own, and a worker process that runs it beside the invoice agent. Only tests run it.
 */
@NullMarked
package dev.ratchet.worker.access;

import org.jspecify.annotations.NullMarked;
