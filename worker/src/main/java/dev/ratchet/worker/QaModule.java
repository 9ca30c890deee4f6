package dev.ratchet.worker;

import dev.ratchet.activities.grounding.CurrentVersions;
import dev.ratchet.activities.grounding.GroundingActivitiesImpl;
import dev.ratchet.activities.grounding.PostgresVerifiedAnswers;
import dev.ratchet.workflows.qa.QaRegistration;
import dev.ratchet.workflows.temporal.AgentRegistration;
import java.util.List;

/** The answering agent: passages of the library, and answers that people confirmed. */
public final class QaModule implements AgentModule {
    /** Without a library nothing is current, and no confirmed answer is used. */
    private static final CurrentVersions NONE = (tenant, version) -> false;

    @Override
    public AgentRegistration<?, ?, ?> registration() {
        return QaRegistration.of();
    }

    @Override
    public List<Object> activities(Capabilities shared) {
        return List.of(new GroundingActivitiesImpl(
                shared.contents(), shared.attestation(), new PostgresVerifiedAnswers(shared.database()), NONE));
    }
}
