/**
 * The trail of every run, kept beyond Temporal's retention. Append-only; explains, never decides.
 */
@NullMarked
package dev.ratchet.activities.audit;

import org.jspecify.annotations.NullMarked;
