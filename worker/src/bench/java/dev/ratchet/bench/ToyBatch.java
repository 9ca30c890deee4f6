package dev.ratchet.bench;

import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Pages of toys as updates, as the product's batch takes pages of invoices. */
@WorkflowInterface
public interface ToyBatch {
    String TASK_QUEUE = "bench-toy";

    /** @param grouped the toys of a page in lockstep, an activity for each kind; else one toy after another */
    @WorkflowMethod
    void run(boolean grouped);

    /** Answers with the number of each one's entry. */
    @UpdateMethod
    List<Long> take(List<Integer> items);

    @UpdateMethod
    void finish();
}
