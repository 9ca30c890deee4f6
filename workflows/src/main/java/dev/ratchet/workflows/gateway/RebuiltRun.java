package dev.ratchet.workflows.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.record.RunSummary;
import org.jspecify.annotations.Nullable;

/**
 * A run's state, rebuilt from the audit record alone.
 *
 * @param steps how many steps were folded
 * @param state what they lead to
 * @param rebuilt digest of that state's canonical JSON
 * @param recorded digest of the state that the run ended or waits with
 * @param problem why the two differ; absent when they are equal
 */
public record RebuiltRun(
        RunSummary summary,
        int steps,
        JsonNode state,
        Digest rebuilt,
        Digest recorded,
        @Nullable Problem problem) {

    /** @param step number of the step where it shows; 0 when it shows in no single one */
    public record Problem(int step, String code, String why) {}
}
