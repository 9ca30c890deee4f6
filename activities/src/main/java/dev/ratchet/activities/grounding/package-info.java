/**
 * Holds answers against the passages that they cite: finds the exact place of each quote, then asks whether numbers, dates, units,
 * names and sense of the sentence are there. In reading order: Grounding (the check, pure), Quotes, Claim and Source (what a
 * sentence says), Quantities, Dates, Names, Words, Opposites; Conflicts, Extraction, WrittenAnswer; GroundingActivitiesImpl.
 */
@NullMarked
package dev.ratchet.activities.grounding;

import org.jspecify.annotations.NullMarked;
