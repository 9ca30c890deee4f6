package dev.ratchet.workflows.gateway.rollout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what the record has of runs.
 *
 * @param runs workflow ids, 1 to {@value #MOST}
 */
public record MeasureRequest(@Nullable List<String> runs) {
    public static final int MOST = 200;
}
