package dev.ratchet.starter;

import io.grpc.ManagedChannelBuilder;
import java.util.List;
import java.util.Map;

/**
 * Updates are sent again at once when they reach a run that is about to continue as new. The server refuses them as
 * RESOURCE_EXHAUSTED ("workflow is closing") for some twenty milliseconds; the SDK would repeat them after a second, which
 * it does not let anybody change, and a batch would be without pages for as long.
 */
public final class UpdateRetries {
    /** See <a href="https://github.com/grpc/proposal/blob/master/A6-client-retries.md">gRPC's client retries</a>. */
    private static final Map<String, ?> CONFIG = Map.of(
            "methodConfig",
            List.of(Map.of(
                    "name",
                    List.of(Map.of(
                            "service",
                            "temporal.api.workflowservice.v1.WorkflowService",
                            "method",
                            "UpdateWorkflowExecution")),
                    "retryPolicy",
                    Map.of(
                            "maxAttempts",
                            5.0,
                            "initialBackoff",
                            "0.04s",
                            "maxBackoff",
                            "0.2s",
                            "backoffMultiplier",
                            2.0,
                            "retryableStatusCodes",
                            List.of("RESOURCE_EXHAUSTED")))));

    private UpdateRetries() {}

    public static void on(ManagedChannelBuilder<?> channel) {
        channel.defaultServiceConfig(CONFIG).enableRetry();
    }
}
