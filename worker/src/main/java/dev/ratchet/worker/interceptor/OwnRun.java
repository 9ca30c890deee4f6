package dev.ratchet.worker.interceptor;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.RunRef;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import org.jspecify.annotations.Nullable;

/**
 * Lets a workflow speak for no run but itself: Temporal's server says which workflow asks. So nobody takes the request of another
 * run off the list, or writes its record. What a batch asks for its documents comes in lists, and is not looked at here.
 */
final class OwnRun extends WorkerInterceptorBase {
    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            private String asking = "";

            @Override
            public void init(ActivityExecutionContext context) {
                asking = context.getInfo().getWorkflowId();
                super.init(context);
            }

            @Override
            public ActivityOutput execute(ActivityInput input) {
                for (Object argument : input.getArguments()) {
                    requireOwn(asking, argument);
                }
                return super.execute(input);
            }
        };
    }

    /** @throws io.temporal.failure.ApplicationFailure {@link FailureType#OTHER_RUN} */
    static void requireOwn(String asking, @Nullable Object value) {
        if (value instanceof RunRef run) {
            if (!run.workflowId().equals(asking)) {
                throw Failures.of(
                        FailureType.OTHER_RUN,
                        "the workflow '" + asking + "' speaks for itself and not for '" + run.workflowId() + "'",
                        null);
            }
        } else if (value instanceof Record record) {
            RecordPart.of(record.getClass()).stream()
                    .filter(part -> !part.simple())
                    .forEach(part -> requireOwn(asking, part.in(record)));
        }
    }
}
