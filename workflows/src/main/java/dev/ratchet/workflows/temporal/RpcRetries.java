package dev.ratchet.workflows.temporal;

import io.temporal.serviceclient.RpcRetryOptions;
import java.time.Duration;

/** How calls to the server are repeated. */
public final class RpcRetries {
    /**
     * Until the first repetition of a call that met RESOURCE_EXHAUSTED; later ones wait longer and longer. That is also how
     * the server refuses an update that reaches a run while it continues as new, which takes some twenty milliseconds;
     * the SDK's own second would leave a batch without pages for that long.
     */
    private static final Duration CONGESTED = Duration.ofMillis(25);

    private RpcRetries() {}

    /** The SDK's, but for the wait after congestion. */
    public static RpcRetryOptions.Builder options() {
        return RpcRetryOptions.newBuilder(RpcRetryOptions.getDefaultInstance()).setCongestionInitialInterval(CONGESTED);
    }
}
