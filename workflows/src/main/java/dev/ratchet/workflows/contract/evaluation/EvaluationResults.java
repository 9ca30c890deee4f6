package dev.ratchet.workflows.contract.evaluation;

import dev.ratchet.workflows.contract.Finding;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found, as a file. Two of them can be compared.
 *
 * @param format {@link #FORMAT}
 * @param run workflow id of the run that measured
 * @param configuration of retrieval, with all its settings
 * @param semantic whether meaning was compared, too, and not words alone
 * @param versions of what worked on it: builds and bundles
 * @param asked how many questions there are; {@code cases} has those that were measured
 * @param stopped why not all of them were
 * @param measures means over questions
 * @param counts how many of how many
 */
public record EvaluationResults(
        String format,
        EvaluationRequest.Kind kind,
        String name,
        String run,
        String configuration,
        boolean semantic,
        List<String> versions,
        int asked,
        @Nullable Finding stopped,
        List<Measure> measures,
        List<Count> counts,
        List<CaseResult> cases) {
    public static final String FORMAT = "ratchet-evaluation@1";

    public EvaluationResults {
        versions = List.copyOf(versions);
        measures = List.copyOf(measures);
        counts = List.copyOf(counts);
        cases = List.copyOf(cases);
    }

    /**
     * @param low of the interval in which the mean lies with 95 % confidence
     * @param questions that have a value
     */
    public record Measure(String name, double mean, double low, double high, int questions) {}

    /** @param text for a person; it says what none at all means */
    public record Count(String name, int count, int of, String text) {}

    /**
     * @param values by name of the measure, each of this question; one that does not apply is left out
     * @param wanted grades by document
     * @param found ids of documents, best first, at most 10; of an answer those that it cites
     * @param outcome of the run that answered, with its code; absent in an evaluation of retrieval
     * @param run that answered
     */
    public record CaseResult(
            String id,
            String question,
            SortedMap<String, Double> values,
            SortedMap<String, Integer> wanted,
            boolean abstain,
            List<String> found,
            @Nullable String outcome,
            @Nullable String run) {
        public CaseResult {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
            wanted = Collections.unmodifiableSortedMap(new TreeMap<>(wanted));
            found = List.copyOf(found);
        }
    }
}
