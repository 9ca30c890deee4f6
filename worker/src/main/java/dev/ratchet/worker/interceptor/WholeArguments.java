package dev.ratchet.worker.interceptor;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.FailureType;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Lets no activity begin whose arguments lack a part that is required: JSON can leave out anything. The failure names the part
 * and is final, where a {@code NullPointerException} would be tried again for ever.
 */
final class WholeArguments extends WorkerInterceptorBase {
    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            @Override
            public ActivityOutput execute(ActivityInput input) {
                requireAll(input.getArguments());
                return super.execute(input);
            }
        };
    }

    /** @throws io.temporal.failure.ApplicationFailure {@link FailureType#BAD_INPUT} */
    static void requireAll(@Nullable Object[] arguments) {
        for (Object argument : arguments) {
            if (argument == null) {
                throw Failures.of(
                        FailureType.BAD_INPUT,
                        "an argument of an activity is missing; what may be absent should be a @Nullable component of a record",
                        null);
            }
            requireWhole("the argument", argument);
        }
    }

    /** @throws io.temporal.failure.ApplicationFailure {@link FailureType#BAD_INPUT} */
    static void requireWhole(String name, @Nullable Object value) {
        if (value == null) {
            throw Failures.of(FailureType.BAD_INPUT, "'" + name + "' is missing", null);
        }
        if (value instanceof Collection<?> all) {
            all.forEach(each -> requireWhole(name, each));
        } else if (value instanceof Record record) {
            for (RecordPart part : RecordPart.of(record.getClass())) {
                Object in = part.in(record);
                if (part.required() || (in != null && !part.simple())) {
                    requireWhole(part.name(), in);
                }
            }
        }
    }
}
