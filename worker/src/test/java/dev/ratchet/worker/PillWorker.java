package dev.ratchet.worker;

import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import java.util.List;
import java.util.function.Supplier;

/** A worker process that ends on the spot when it begins an activity of certain runs, as one that ran out of memory does. */
public final class PillWorker {
    private PillWorker() {}

    /** @param arguments {@code local} or {@code remote} activities, a colon, and the beginning of the workflow ids of those runs */
    public static void main(String[] arguments) throws Exception {
        HoldingWorker.run(Agents.PRODUCT, new Deadly(List.of(arguments)));
    }

    private static final class Deadly extends AroundActivities {
        private final List<String> pills;

        Deadly(List<String> pills) {
            this.pills = pills;
        }

        @Override
        protected ActivityOutput around(ActivityInfo activity, Supplier<ActivityOutput> execution) {
            String here = (activity.isLocal() ? "local:" : "remote:") + activity.getWorkflowId();
            if (pills.stream().anyMatch(here::startsWith)) {
                System.out.println("took with it: " + activity.getActivityType());
                Runtime.getRuntime().halt(137);
            }
            return execution.get();
        }
    }
}
