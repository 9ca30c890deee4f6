package dev.ratchet.workflows.contract.evaluation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.RunRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/**
 * The steps of an evaluation. Each may be asked again and then does nothing twice: a question that was asked is the same run
 * again. Results of some questions name those before them, so that a run carries the last ones only.
 */
@ActivityInterface(namePrefix = "Evaluation")
public interface EvaluationActivities {
    /** Questions of one step at most: of a search, and of answers, which take seconds each. */
    int SEARCHED_AT_ONCE = 25;

    int ASKED_AT_ONCE = 4;

    /** Reads what is to be measured. */
    @ActivityMethod
    Opening open(Task task);

    /** Searches for some questions, and measures the rankings. */
    @ActivityMethod
    Measured search(Chunk chunk);

    /** Asks some questions, waits for the answers, and measures them. */
    @ActivityMethod
    Measured ask(Chunk chunk);

    /** Puts all results together. */
    @ActivityMethod
    Written write(Measurements all);

    /**
     * @param intake the {@link EvaluationRequest} as it was uploaded; it is read from there, and not from what the run says
     * @param submitter who uploaded it, and brings the questions in
     */
    record Task(RunRef run, DocumentRef intake, String submitter) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "opening")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Opened.class, name = "opened"),
        @JsonSubTypes.Type(value = Unusable.class, name = "unusable")
    })
    sealed interface Opening {}

    /** @param configuration of retrieval, with all its settings */
    record Opened(EvaluationRequest.Kind kind, int questions, String configuration) implements Opening {}

    /** The code is frozen; the sentence tells what would be right. */
    record Unusable(String code, String why) implements Opening {}

    /**
     * @param from place of the first question, from 0
     * @param count 1 or more
     * @param before results of the questions before these; absent for the first
     */
    record Chunk(Task task, int from, int count, @Nullable Digest before) {
        public Chunk {
            if (from < 0 || count < 1) {
                throw new IllegalArgumentException("not some questions: " + count + " from " + from);
            }
        }
    }

    /**
     * @param results of these questions and, by their digest, of those before, in the content store
     * @param micros what these cost
     * @param dearest of these
     */
    record Measured(int from, int count, Digest results, long micros, long dearest) {}

    /**
     * @param results the last ones; absent when nothing was measured
     * @param stopped why not all questions were measured
     */
    record Measurements(
            Task task, @Nullable Digest results, @Nullable Finding stopped) {}

    /**
     * @param results digest of {@link EvaluationResults} as JSON
     * @param report of the same as HTML
     * @param why what was found, in one sentence
     */
    record Written(Digest results, Digest report, String why) {}
}
