/**
 * Brings runs, record and books together after a restore, or every night. What is compared, and how, is in
 * {@link dev.ratchet.activities.reconciliation}; here is what asks the server, and what repairs. A repair starts a run again from
 * what was brought in for it, or ends one; it writes no effect, no entry and no record itself.
 */
@NullMarked
package dev.ratchet.worker.reconciliation;

import org.jspecify.annotations.NullMarked;
