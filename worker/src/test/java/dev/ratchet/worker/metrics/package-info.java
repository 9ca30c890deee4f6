/** What Prometheus is told, what is documented and asked of it, and that all of these are the same. */
@NullMarked
package dev.ratchet.worker.metrics;

import org.jspecify.annotations.NullMarked;
