package dev.ratchet.workflows.library;

import dev.ratchet.workflows.contract.library.LibraryActivities;
import dev.ratchet.workflows.contract.library.LibraryActivities.Removal;
import dev.ratchet.workflows.temporal.Stubs;

/** Runs as long as it takes. */
public final class RemovalWorkflowImpl implements RemovalWorkflow {
    private final LibraryActivities library = Stubs.work(LibraryActivities.class, "removes the document");

    @Override
    public void run(Removal removal) {
        library.finishRemoval(removal);
    }
}
