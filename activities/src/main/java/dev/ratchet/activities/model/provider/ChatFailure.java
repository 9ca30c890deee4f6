package dev.ratchet.activities.model.provider;

import dev.ratchet.workflows.contract.FailureType;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call without an answer. Its message never holds a key, a prompt or a provider's prose. */
public final class ChatFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final FailureType type;
    private final transient @Nullable Duration retryAfter;

    public ChatFailure(FailureType type, String why) {
        this(type, why, null);
    }

    /** @param retryAfter when the provider said when to come back */
    public ChatFailure(FailureType type, String why, @Nullable Duration retryAfter) {
        super(why);
        this.type = type;
        this.retryAfter = retryAfter;
    }

    public FailureType type() {
        return type;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
