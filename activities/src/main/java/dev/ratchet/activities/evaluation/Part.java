package dev.ratchet.activities.evaluation;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.CaseResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Results of some questions, in the content store as canonical JSON.
 *
 * @param before those of the questions before; absent for the first
 * @param configurations with all settings, as each search told; one unless the file changed meanwhile
 * @param versions of what worked on these
 */
record Part(
        @Nullable Digest before,
        List<String> configurations,
        boolean semantic,
        List<String> versions,
        List<CaseResult> cases) {
    Part {
        configurations = List.copyOf(configurations);
        versions = List.copyOf(versions);
        cases = List.copyOf(cases);
    }
}
