package dev.ratchet.worker;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.function.Supplier;

/** Does something around each activity of a worker process that is made for tests. */
public abstract class AroundActivities extends WorkerInterceptorBase {

    /** @param execution does the activity */
    protected abstract ActivityOutput around(ActivityInfo activity, Supplier<ActivityOutput> execution);

    @Override
    public final ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            private ActivityInfo activity;

            @Override
            public void init(ActivityExecutionContext context) {
                activity = context.getInfo();
                super.init(context);
            }

            @Override
            public ActivityOutput execute(ActivityInput input) {
                return around(activity, () -> super.execute(input));
            }
        };
    }
}
