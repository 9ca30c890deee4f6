/**
 * How things stand with what was promised: who waits for a person and since when, which entries no record tells of, when the
 * books were verified. For operators, who are told numbers and no names. Nothing that decides may read it.
 */
@NullMarked
package dev.ratchet.activities.standing;

import org.jspecify.annotations.NullMarked;
