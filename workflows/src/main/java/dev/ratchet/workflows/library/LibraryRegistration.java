package dev.ratchet.workflows.library;

import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.contract.library.LibraryActivities.Removal;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRegistration;
import dev.ratchet.workflows.temporal.AgentRegistration.Implementation;
import java.util.List;

/** The library agent, for a process that runs it. */
public final class LibraryRegistration {
    static final AgentEntry ENTRY = new AgentEntry(
            LibraryWorkflow.AGENT,
            "brings a document into the library, or says why not",
            new AgentEntry.Json(LibraryRequest.SCHEMA),
            LibraryWorkflow.TYPE,
            LibraryWorkflow.TASK_QUEUE);

    private LibraryRegistration() {}

    public static AgentRegistration<?, ?, ?> of() {
        return new AgentRegistration<>(
                ENTRY,
                new LibraryAgent(),
                null,
                List.of(),
                0,
                List.of(
                        new Implementation<>(LibraryWorkflow.class, RunRequest.class, LibraryWorkflowImpl::new),
                        new Implementation<>(
                                LibraryBatchWorkflow.class, BatchWorkflow.Opening.class, LibraryBatchWorkflowImpl::new),
                        new Implementation<>(
                                RemovalWorkflow.class, Removal.class, removal -> new RemovalWorkflowImpl())));
    }
}
