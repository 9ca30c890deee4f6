/**
 * The gateway: the one way in for documents, and what people read and decide over HTTP. Its contract is
 * {@code dev.ratchet.workflows.gateway}; it stands on the ports of the activities and knows no database and no Temporal.
 */
@NullMarked
package dev.ratchet.worker.web;

import org.jspecify.annotations.NullMarked;
