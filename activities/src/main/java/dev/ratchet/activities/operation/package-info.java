/** What is done about the installation by schedule: how it ended, on record, and the sweep of what expired. */
@NullMarked
package dev.ratchet.activities.operation;

import org.jspecify.annotations.NullMarked;
