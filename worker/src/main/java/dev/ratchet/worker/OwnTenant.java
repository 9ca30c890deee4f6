package dev.ratchet.worker;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Lets no activity begin that names a tenant whom this process does not serve, however deep in its arguments: whoever reaches
 * Temporal can ask a worker for anything. Around all activities, so that none can forget to look.
 */
final class OwnTenant extends WorkerInterceptorBase {
    /** The components of a record that can hold more than a text, a number or an enum. */
    private static final ClassValue<List<Method>> PARTS = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> record) {
            List<Method> parts = new ArrayList<>();
            for (RecordComponent component : record.getRecordComponents()) {
                Class<?> type = component.getType();
                if (!type.isPrimitive() && !type.isEnum() && type != String.class) {
                    component.getAccessor().setAccessible(true);
                    parts.add(component.getAccessor());
                }
            }
            return List.copyOf(parts);
        }
    };

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
    void requireOwn(Object value) {
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
            for (Method part : PARTS.get(record.getClass())) {
                requireOwn(partOf(record, part));
            }
        }
    }

    private static Object partOf(Record record, Method part) {
        try {
            return part.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record tells its components", e);
        }
    }
}
