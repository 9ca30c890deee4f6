package dev.ratchet.workflows.contract.effect;

import dev.ratchet.workflows.contract.Attested;

/**
 * The whole of what a person is asked to consent to.
 *
 * @param permission of exactly this intent, attested for the run that asks
 */
public record ProposedEffect(Intent intent, Attested<Permission> permission) {}
