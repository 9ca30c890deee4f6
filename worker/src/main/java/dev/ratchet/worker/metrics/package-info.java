/**
 * Metrics for Prometheus, which asks for them at {@code /metrics} on the health port. What happens is told once, to
 * OpenTelemetry's instruments: those send it by OTLP, and Prometheus reads the same ones here. What stands is read now and
 * then from the database and from Temporal. Every family is in {@link dev.ratchet.worker.metrics.Families}, with each label
 * and the values that it may have; no run, person, tenant or text may be one.
 */
@NullMarked
package dev.ratchet.worker.metrics;

import org.jspecify.annotations.NullMarked;
