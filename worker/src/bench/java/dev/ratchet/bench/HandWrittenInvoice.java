package dev.ratchet.bench;

import dev.ratchet.workflows.contract.DocumentRef;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** The invoice workflow as one writes it by hand for exactly this case: no kernel, no gate, no rules as data. */
@WorkflowInterface
public interface HandWrittenInvoice {
    String TASK_QUEUE = "bench-handwritten";

    @WorkflowMethod
    Answer run(Order order);

    @UpdateMethod
    Answer settled();

    /** @param visible whether it also publishes search attributes and details, as ours does */
    record Order(DocumentRef document, String name, String submitter, boolean visible) {}

    record Answer(String standing, String code, @Nullable Long entry) {}
}
