package dev.ratchet.worker.interceptor;

import dev.ratchet.activities.Failures;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;

/**
 * Ends the retries of an activity whose failure says so after some attempts. An {@link Error} counts as such a failure:
 * what takes all memory once does so again, and the run goes to a person. Around all activities, so that none can forget it.
 */
final class BoundedAttempts extends WorkerInterceptorBase {
    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            private int attempt = 1;

            @Override
            public void init(ActivityExecutionContext context) {
                attempt = context.getInfo().getAttempt();
                super.init(context);
            }

            @Override
            public ActivityOutput execute(ActivityInput input) {
                try {
                    return super.execute(input);
                } catch (ApplicationFailure failure) {
                    throw Failures.after(attempt, failure);
                } catch (Error error) {
                    throw Failures.after(attempt, Failures.crashed(error));
                }
            }
        };
    }
}
