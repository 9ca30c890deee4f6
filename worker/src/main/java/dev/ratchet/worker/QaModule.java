package dev.ratchet.worker;

import dev.ratchet.activities.grounding.GroundingActivitiesImpl;
import dev.ratchet.activities.grounding.PostgresVerifiedAnswers;
import dev.ratchet.activities.library.Library;
import dev.ratchet.activities.library.PassagesOnRecord;
import dev.ratchet.activities.library.PostgresLibrary;
import dev.ratchet.workflows.qa.QaRegistration;
import dev.ratchet.workflows.temporal.AgentRegistration;
import java.util.List;

/** The answering agent: passages of the library, and answers that people confirmed. */
public final class QaModule implements AgentModule {
    @Override
    public AgentRegistration<?, ?, ?> registration() {
        return QaRegistration.of();
    }

    @Override
    public boolean retrieves() {
        return true;
    }

    @Override
    public List<Object> activities(Capabilities shared) {
        Library library = new PostgresLibrary(shared.database());
        return List.of(new GroundingActivitiesImpl(
                shared.contents(),
                shared.attestation(),
                new PostgresVerifiedAnswers(shared.database()),
                library::isCurrent,
                new PassagesOnRecord(shared.database(), shared.contents())::has));
    }
}
