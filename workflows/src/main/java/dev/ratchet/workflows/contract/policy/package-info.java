/**
 * The rule book of an agent, the bundle of versions that a run is under, and what the rules say of its facts.
 */
@NullMarked
package dev.ratchet.workflows.contract.policy;

import org.jspecify.annotations.NullMarked;
