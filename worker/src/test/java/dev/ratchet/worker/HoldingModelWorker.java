package dev.ratchet.worker;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;

/** A worker process that asks a model, records what it said, and tells nobody: there it is held, to be killed. */
public final class HoldingModelWorker {
    private HoldingModelWorker() {}

    /** {@code held WORKFLOW_ID ModelPropose} is printed when a run is there. */
    public static void main(String[] arguments) throws Exception {
        HoldingWorker.run(Agents.PRODUCT, new WorkerInterceptorBase() {
            @Override
            public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
                return new Holding(next);
            }
        });
    }

    private static final class Holding extends ActivityInboundCallsInterceptorBase {
        private ActivityInfo activity;

        Holding(ActivityInboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public void init(ActivityExecutionContext context) {
            activity = context.getInfo();
            super.init(context);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            ActivityOutput output = super.execute(input);
            if (activity.getActivityType().equals("ModelPropose")) {
                HoldingWorker.hold(activity.getWorkflowId(), activity.getActivityType());
            }
            return output;
        }
    }
}
