package dev.ratchet.workflows.library;

import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.gate.Verdict.Accepted;
import dev.ratchet.workflows.contract.library.LibraryActivities;
import dev.ratchet.workflows.contract.library.LibraryActivities.Task;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRun;
import dev.ratchet.workflows.temporal.Stubs;

/** Runs the library agent as a durable workflow. */
public final class LibraryWorkflowImpl extends AgentRun<LibraryState, LibraryAction, LibraryObservation>
        implements LibraryWorkflow {
    private final LibraryActivities library = Stubs.work(LibraryActivities.class, "brings the document in");

    public LibraryWorkflowImpl(RunRequest request) {
        super(
                new LibraryAgent(),
                request,
                asked -> LibraryState.received(asked.intake(), asked.input(LibraryRequest.class)));
    }

    @Override
    public RunSummary run(RunRequest same) {
        return untilEnded();
    }

    @Override
    protected Observation act(LibraryState state, Accepted<LibraryAction> accepted) {
        Task task = state.task(run());
        return switch (accepted.action().kind()) {
            case EXTRACT_TEXT -> new LibraryObservation.TextExtracted(library.extract(task));
            case CUT_PASSAGES -> new LibraryObservation.PassagesCut(library.cut(task));
            case INDEX_PASSAGES -> new LibraryObservation.PassagesIndexed(library.index(task));
            case PUBLISH_VERSION -> new LibraryObservation.VersionPublished(library.publish(task));
        };
    }
}
