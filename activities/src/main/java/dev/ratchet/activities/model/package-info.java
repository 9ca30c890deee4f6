/**
 * The way to a model: one chat call, no memory, no tools of its own, no second try. Whatever comes back is one untrusted
 * proposal, passed on as it was made, or unusable under a frozen code; nothing is repaired into meaning. Prompts are
 * versioned resources; the schema of an answer is made from the action records.
 */
@NullMarked
package dev.ratchet.activities.model;

import org.jspecify.annotations.NullMarked;
