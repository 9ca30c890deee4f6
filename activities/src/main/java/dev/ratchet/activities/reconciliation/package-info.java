/**
 * Runs as Temporal knows them against runs as the database has them, and what does not fit. Knows no Temporal client and repairs
 * nothing: whoever asks brings what the server says, and acts on the answer.
 */
@NullMarked
package dev.ratchet.activities.reconciliation;

import org.jspecify.annotations.NullMarked;
