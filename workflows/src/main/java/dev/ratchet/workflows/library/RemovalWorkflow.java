package dev.ratchet.workflows.library;

import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.library.LibraryActivities.Removal;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Finishes the removal of a document that the library's tables have on record; on {@link LibraryWorkflow#TASK_QUEUE}. */
@WorkflowInterface
public interface RemovalWorkflow {
    String TYPE = "LibraryRemoval";

    /** @param document its id */
    static String workflowId(TenantId tenant, String document) {
        return "library-removal/" + tenant + "/" + document;
    }

    @WorkflowMethod(name = TYPE)
    void run(Removal removal);
}
