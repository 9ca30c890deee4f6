package dev.ratchet.activities.evaluation;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.qa.QaRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the answering agent: each question is a run of its own, as if that person had asked it. */
public interface Asking {

    /**
     * Starts each run unless there is one of the same question, and waits until all have ended.
     *
     * @param person on record as having brought the questions in
     * @return one for each, in this order
     */
    List<Ended> ask(TenantId tenant, String person, List<QaRequest> questions) throws IOException;

    /**
     * A run that has ended.
     *
     * @param outcome its word: ANSWERED, ABSTAINED, REFUSED or FAILED
     * @param text digest of what it wrote, in the format of the question; absent when it wrote nothing
     * @param version of what answered
     * @param millis from its first step to its last one
     */
    record Ended(
            RunRef run,
            String outcome,
            String code,
            @Nullable Digest text,
            String version,
            long millis) {}
}
