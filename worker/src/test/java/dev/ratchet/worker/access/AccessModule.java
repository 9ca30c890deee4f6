package dev.ratchet.worker.access;

import dev.ratchet.activities.effect.EffectKind;
import dev.ratchet.worker.AgentModule;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.workflows.access.AccessRegistration;
import dev.ratchet.workflows.access.AccessRules;
import dev.ratchet.workflows.temporal.AgentRegistration;
import java.util.List;

/** The access agent: the register of systems and grants. */
public class AccessModule implements AgentModule {

    @Override
    public AgentRegistration<?, ?, ?> registration() {
        return AccessRegistration.of();
    }

    @Override
    public List<Object> activities(Capabilities shared) {
        return List.of(new AccessRegister(
                shared.database(), shared.contents(), shared.rules(), shared.permissions(), AccessRules::decide));
    }

    @Override
    public List<EffectKind> effects() {
        return List.of(new GrantEffect());
    }
}
