/**
 * Paid calls, on record: a question that was asked at one turn of one run is answered by the record when it is asked again,
 * asked by one worker at a time, and paid from the budgets. What was said is kept as long as the tenant keeps it. Knows no
 * provider and no prompt.
 */
@NullMarked
package dev.ratchet.activities.calls;

import org.jspecify.annotations.NullMarked;
