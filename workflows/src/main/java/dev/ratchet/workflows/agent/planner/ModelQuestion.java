package dev.ratchet.workflows.agent.planner;

import dev.ratchet.workflows.contract.ModelActivities.Data;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent asks a model in one state; the loop adds what is legal and what the last proposal was rejected for.
 *
 * @param prompt name and version of the system prompt, {@code name@version}
 * @param data what it is about, fenced as data
 * @param hint code of what was wrong with the last answer although the gate accepted it; absent when nothing was
 * @param mostTokens completion tokens at most, 1 or more
 */
public record ModelQuestion(
        String prompt, List<Data> data, @Nullable String hint, int mostTokens) {
    public ModelQuestion {
        data = List.copyOf(data);
        if (mostTokens < 1) {
            throw new IllegalArgumentException("a question allows at least one completion token, not " + mostTokens);
        }
    }
}
