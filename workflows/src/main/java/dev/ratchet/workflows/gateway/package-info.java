/**
 * The HTTP contract of the gateway, version 1: paths and JSON records, used by the server in the worker and the client
 * in the starter. Everything here crosses the wire; unknown fields are ignored by readers, so fields may be added and
 * never renamed. No account number and no document text is part of it, except in the YAML that
 * {@link dev.ratchet.workflows.gateway.Paths#MASTERDATA_PROPOSE} prints for a person's own file.
 */
@NullMarked
package dev.ratchet.workflows.gateway;

import org.jspecify.annotations.NullMarked;
