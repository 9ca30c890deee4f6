package dev.ratchet.worker;

import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import java.util.function.Supplier;

/** A worker process that asks a model, records what it said, and tells nobody: there it is held, to be killed. */
public final class HoldingModelWorker {
    private HoldingModelWorker() {}

    /** {@code held WORKFLOW_ID ModelPropose} is printed when a run is there. */
    public static void main(String[] arguments) throws Exception {
        HoldingWorker.run(Agents.PRODUCT, new AroundActivities() {
            @Override
            protected ActivityOutput around(ActivityInfo activity, Supplier<ActivityOutput> execution) {
                ActivityOutput output = execution.get();
                if (activity.getActivityType().equals("ModelPropose")) {
                    HoldingWorker.hold(activity.getWorkflowId(), activity.getActivityType());
                }
                return output;
            }
        });
    }
}
