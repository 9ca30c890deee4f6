package dev.ratchet.workflows.library;

import dev.ratchet.workflows.batch.BatchWorkflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Many documents at once, each in a run of its own; a page is answered when all of its runs have ended. */
@WorkflowInterface
public interface LibraryBatchWorkflow extends BatchWorkflow {
    String TYPE = "LibraryBatch";

    @WorkflowMethod(name = TYPE)
    Tally run(Opening opening);
}
