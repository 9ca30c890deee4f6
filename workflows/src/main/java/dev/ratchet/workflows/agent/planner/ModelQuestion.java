package dev.ratchet.workflows.agent.planner;

import dev.ratchet.workflows.contract.ModelActivities.Data;
import dev.ratchet.workflows.contract.ModelTier;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent asks a model in one state; the loop adds what is legal and what the last proposal was rejected for.
 *
 * @param prompt name and version of the system prompt, {@code name@version}
 * @param data what it is about, fenced as data
 * @param tier whose models are asked at first; after two rejections in a row it is the large one
 * @param hint code of what was wrong with the last answer although the gate accepted it; absent when nothing was
 * @param mostTokens completion tokens at most, 1 or more
 * @param patience how long the run waits for a model that works, before it goes on without one; a minute to a day
 */
public record ModelQuestion(
        String prompt,
        List<Data> data,
        ModelTier tier,
        @Nullable String hint,
        int mostTokens,
        Duration patience) {
    /** Longer than a provider's usual trouble, and short enough that a person still hears of it in time. */
    public static final Duration USUAL_PATIENCE = Duration.ofMinutes(20);

    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(1);
    private static final Duration MOST_PATIENCE = Duration.ofDays(1);

    public ModelQuestion {
        data = List.copyOf(data);
        if (mostTokens < 1) {
            throw new IllegalArgumentException("a question allows at least one completion token, not " + mostTokens);
        }
        if (patience.compareTo(LEAST_PATIENCE) < 0 || patience.compareTo(MOST_PATIENCE) > 0) {
            throw new IllegalArgumentException("a run waits for a model for a minute to a day, not " + patience);
        }
    }
}
