/**
 * What makes a laptop enough: documents and people that were invented for the demo, for crash tests and for benchmarks.
 * Nothing here runs in a cluster, and nothing here listens on another address than the machine's own loopback.
 */
@NullMarked
package dev.ratchet.worker.dev;

import org.jspecify.annotations.NullMarked;
