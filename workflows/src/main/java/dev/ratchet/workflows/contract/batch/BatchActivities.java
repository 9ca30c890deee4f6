package dev.ratchet.workflows.contract.batch;

import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.AuditActivities;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunResult;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** What a batch of any agent asks for many runs at once: one activity and one commit where each run would need its own. */
@ActivityInterface(namePrefix = "Batch")
public interface BatchActivities {

    /** Most runs of one question: one or two hundred bytes of answer for each keep the whole well below 32 KiB. */
    int MOST = 80;

    /** Most runs of one question that is answered at more length; keeps every answer below 32 KiB. */
    int MOST_AT_LENGTH = 40;

    /**
     * What the record knows of these workflow ids, in no order; of what was never seen, nothing.
     *
     * @param workflowIds at most {@link #MOST_AT_LENGTH}
     */
    @ActivityMethod
    List<Known> known(TenantId tenant, List<String> workflowIds);

    /** The latest run on record under a workflow id. */
    record Known(RunRef run, RunResult result) {}

    /**
     * As {@link AuditActivities#record}.
     *
     * @param records at most {@link #MOST}
     */
    @ActivityMethod
    void record(List<RunRecord> records);
}
