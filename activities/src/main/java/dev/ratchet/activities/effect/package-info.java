/**
 * The one door for irreversible effects. In one database transaction it looks into the effect log, checks the
 * authorization, lets the kind of effect judge and write, and writes the log. A kind of effect lives in the room of its
 * capability and implements {@link dev.ratchet.activities.effect.EffectKind}; nothing of a single kind may enter here.
 */
@NullMarked
package dev.ratchet.activities.effect;

import org.jspecify.annotations.NullMarked;
