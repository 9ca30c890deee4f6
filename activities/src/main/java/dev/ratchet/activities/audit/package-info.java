/**
 * The record of every run: its summary, the state that it began with, and all its steps with their bodies, kept beyond
 * Temporal's retention. From it alone a run can be explained and its state rebuilt. Steps are append-only. Nothing that
 * decides may enter.
 */
@NullMarked
package dev.ratchet.activities.audit;

import org.jspecify.annotations.NullMarked;
