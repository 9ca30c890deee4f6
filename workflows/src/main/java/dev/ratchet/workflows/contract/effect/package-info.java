/**
 * The one door for irreversible effects, and the consent that opens it. What an agent's effect is about stays with the
 * agent: here it is an intent.
 */
@NullMarked
package dev.ratchet.workflows.contract.effect;

import org.jspecify.annotations.NullMarked;
