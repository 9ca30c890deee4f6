package dev.ratchet.worker;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.List;

/** A worker process that ends on the spot when it begins an activity of certain runs, as one that ran out of memory does. */
public final class PillWorker {
    private PillWorker() {}

    /** @param arguments {@code local} or {@code remote} activities, a colon, and the beginning of the workflow ids of those runs */
    public static void main(String[] arguments) throws Exception {
        HoldingWorker.run(Agents.PRODUCT, new Deadly(List.of(arguments)));
    }

    private static final class Deadly extends WorkerInterceptorBase {
        private final List<String> pills;

        Deadly(List<String> pills) {
            this.pills = pills;
        }

        @Override
        public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
            return new ActivityInboundCallsInterceptorBase(next) {
                private ActivityInfo activity;

                @Override
                public void init(ActivityExecutionContext context) {
                    activity = context.getInfo();
                    super.init(context);
                }

                @Override
                public ActivityOutput execute(ActivityInput input) {
                    String here = (activity.isLocal() ? "local:" : "remote:") + activity.getWorkflowId();
                    if (pills.stream().anyMatch(here::startsWith)) {
                        System.out.println("took with it: " + activity.getActivityType());
                        Runtime.getRuntime().halt(137);
                    }
                    return super.execute(input);
                }
            };
        }
    }
}
