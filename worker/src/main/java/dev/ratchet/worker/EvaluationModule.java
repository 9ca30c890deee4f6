package dev.ratchet.worker;

import dev.ratchet.activities.calls.PostgresCosts;
import dev.ratchet.activities.evaluation.EvaluationActivitiesImpl;
import dev.ratchet.activities.library.Library;
import dev.ratchet.activities.library.PostgresLibrary;
import dev.ratchet.activities.library.Pulse;
import dev.ratchet.activities.retrieval.Retriever;
import dev.ratchet.workflows.evaluation.EvaluationRegistration;
import dev.ratchet.workflows.qa.QaRegistration;
import dev.ratchet.workflows.temporal.AgentRegistration;
import io.temporal.activity.Activity;
import java.util.List;
import java.util.function.Function;

/** The evaluation agent: it searches as all agents do, and has the answering agent answer. */
public final class EvaluationModule implements AgentModule {
    private final Function<Capabilities, Retriever> retriever;

    /** @param retriever asked once for a process */
    public EvaluationModule(Function<Capabilities, Retriever> retriever) {
        this.retriever = retriever;
    }

    @Override
    public AgentRegistration<?, ?, ?> registration() {
        return EvaluationRegistration.of();
    }

    @Override
    public List<Object> activities(Capabilities shared) {
        PostgresCosts costs =
                new PostgresCosts(shared.database(), shared.config().modelUse().currency());
        Library library = new PostgresLibrary(shared.database());
        AskedRuns asked = new AskedRuns(
                QaRegistration.of().entry(),
                shared.contents(),
                shared.approvals()::uploaded,
                shared.runs(),
                () -> Activity.getExecutionContext().getWorkflowClient());
        return List.of(new EvaluationActivitiesImpl(
                shared.contents(),
                shared.approvals()::hasUploaded,
                retriever.apply(shared),
                asked,
                costs::ofRun,
                (tenant, id) ->
                        library.versions(tenant, id).stream().findFirst().map(Library.Shelved::name),
                Pulse.of(shared.heartbeats()),
                shared.config().build()));
    }
}
