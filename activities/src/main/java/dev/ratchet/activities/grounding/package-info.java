/**
 * Holds answers against the passages that they cite: finds the exact place of each quote, then asks whether numbers, dates, units,
 * names and sense of the sentence are there. In reading order: Grounding (the check, pure), Quotes, SentencePlaces, Claim (what a
 * sentence says: Quantities, Dates, Names, Words), Pairings, Opposites; Conflicts, QuestionForm, Extraction, WrittenAnswer;
 * VerifiedAnswers, CurrentVersions; GroundingActivitiesImpl.
 */
@NullMarked
package dev.ratchet.activities.grounding;

import org.jspecify.annotations.NullMarked;
