package dev.ratchet.worker.interceptor;

import dev.ratchet.workflows.contract.TenantId;
import io.temporal.common.interceptors.WorkerInterceptor;

/** All interceptors of a worker. */
public final class ActivityInterceptors {
    private ActivityInterceptors() {}

    /**
     * In this order, the last one outermost: it sees what the others throw.
     *
     * @param own tenant that the worker serves
     */
    public static WorkerInterceptor[] of(TenantId own) {
        return new WorkerInterceptor[] {new OwnTenant(own), new OwnRun(), new WholeArguments(), new BoundedAttempts()};
    }
}
