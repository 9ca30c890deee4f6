/** OpenTelemetry's SDK, as the environment configures it. What is told of runs and calls is decided elsewhere. */
@NullMarked
package dev.ratchet.worker.telemetry;

import org.jspecify.annotations.NullMarked;
