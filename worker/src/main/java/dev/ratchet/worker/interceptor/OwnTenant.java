package dev.ratchet.worker.interceptor;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets no activity begin that names a tenant whom this process does not serve, however deep in its arguments: whoever reaches
 * Temporal can ask a worker for anything. Around all activities, so that none can forget to look.
 */
final class OwnTenant extends WorkerInterceptorBase {
    private final TenantId own;

    OwnTenant(TenantId own) {
        this.own = own;
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            @Override
            public ActivityOutput execute(ActivityInput input) {
                for (Object argument : input.getArguments()) {
                    requireOwn(argument);
                }
                return super.execute(input);
            }
        };
    }

    /** @throws io.temporal.failure.ApplicationFailure {@link FailureType#OTHER_TENANT} */
    void requireOwn(@Nullable Object value) {
        if (value instanceof TenantId tenant) {
            if (!tenant.equals(own)) {
                throw Failures.of(
                        FailureType.OTHER_TENANT,
                        "this worker serves the tenant '" + own + "' and not '" + tenant + "'",
                        null);
            }
        } else if (value instanceof Collection<?> all) {
            all.forEach(this::requireOwn);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::requireOwn);
        } else if (value instanceof Record record) {
            RecordPart.of(record.getClass()).stream()
                    .filter(part -> !part.simple())
                    .forEach(part -> requireOwn(part.in(record)));
        }
    }
}
