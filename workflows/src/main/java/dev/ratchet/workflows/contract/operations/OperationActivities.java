package dev.ratchet.workflows.contract.operations;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Does what is scheduled. Each of them may be done again at any time. */
@ActivityInterface(namePrefix = "Operation")
public interface OperationActivities {

    /** Heartbeats. How it ended is on record when this answers. */
    @ActivityMethod
    Done perform(Operation operation);

    /** @param summary one sentence */
    record Done(String summary) {}
}
