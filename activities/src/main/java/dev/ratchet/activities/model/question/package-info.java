/**
 * What a model is asked and how its answer is read: the versioned prompt, the actions that are legal now with the schema made
 * from their records, texts fenced as data, and one proposal, as it was made, or a frozen code. Assembled from what a run's
 * state refers to; there is no chat log. Nothing is repaired into meaning.
 */
@NullMarked
package dev.ratchet.activities.model.question;

import org.jspecify.annotations.NullMarked;
