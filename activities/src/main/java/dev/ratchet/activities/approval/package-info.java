/**
 * What waits for a person, who uploaded what, and the signature that turns one person's decision into something that is
 * believed. Who may decide is checked when a decision is signed, again before a run takes it in, and for consent once more in the
 * transaction of the effect that uses it. Speaks of no agent and of no kind of effect.
 */
@NullMarked
package dev.ratchet.activities.approval;

import org.jspecify.annotations.NullMarked;
