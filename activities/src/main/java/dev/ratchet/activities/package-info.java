/**
 * Non-deterministic: one package per capability, each with its activities' implementation, a port named by a noun, and
 * that port's implementations. {@link dev.ratchet.activities.Failures} alone decides what is retried.
 */
@NullMarked
package dev.ratchet.activities;

import org.jspecify.annotations.NullMarked;
