package dev.ratchet.workflows.library;

import dev.ratchet.workflows.agent.AgentLoop.Paused;
import dev.ratchet.workflows.agent.AgentLoop.Result;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.batch.AgentBatch;
import dev.ratchet.workflows.batch.OwnRuns;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import java.util.List;

/** Reading takes seconds, so nothing is done here: this counts, and holds back who brings in too many at once. */
public final class LibraryBatchWorkflowImpl extends AgentBatch<LibraryState, LibraryAction, LibraryObservation>
        implements LibraryBatchWorkflow {

    public LibraryBatchWorkflowImpl(Opening opening) {
        super(new LibraryAgent(), LibraryRegistration.ENTRY, opening, OwnRuns.AWAITED);
    }

    @Override
    public Tally run(Opening same) {
        return untilEnded();
    }

    @Override
    protected void check(Item item) {
        request(item);
    }

    @Override
    protected LibraryState start(Item item) {
        return LibraryState.received(item.document(), request(item));
    }

    private LibraryRequest request(Item item) {
        return item.request(submitter()).input(LibraryRequest.class);
    }

    @Override
    protected List<Result<LibraryState>> work(List<Progress<LibraryState>> runs, Runnable previousDone) {
        return runs.stream().<Result<LibraryState>>map(Paused::new).toList();
    }
}
