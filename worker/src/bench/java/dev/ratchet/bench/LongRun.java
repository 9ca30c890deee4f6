package dev.ratchet.bench;

import dev.ratchet.workflows.agent.Progress;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** A thousand turns of the loop, one activity each, for as many histories as that takes. */
@WorkflowInterface
public interface LongRun {
    /** @param carried set by continue-as-new only */
    @WorkflowMethod
    int run(int steps, @Nullable Carried carried);

    record Carried(Progress<Toy.State> progress) {}
}
