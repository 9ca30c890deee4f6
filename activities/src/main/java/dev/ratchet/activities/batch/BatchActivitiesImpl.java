package dev.ratchet.activities.batch;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.audit.RunRecords;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.BatchActivities;
import dev.ratchet.workflows.contract.batch.ItemResult;
import dev.ratchet.workflows.contract.record.RunRecord;
import java.util.List;

/** Looks up and keeps the records of many runs, of any agent. */
public final class BatchActivitiesImpl implements BatchActivities {
    private final RunRecords records;

    public BatchActivitiesImpl(RunRecords records) {
        this.records = records;
    }

    @Override
    public List<Known> known(TenantId tenant, List<String> workflowIds) {
        return Failures.guard(() -> records.latest(tenant, atMost(MOST_AT_LENGTH, workflowIds)));
    }

    /** One that cannot be recorded keeps no other from it; afterwards the whole fails with its reason. */
    @Override
    public void record(List<RunRecord> given) {
        Failures.guard(() -> {
            List<ItemResult<RunRecord>> recorded = BatchWithFallback.ask(atMost(MOST, given), some -> {
                records.recordAll(some);
                return some;
            });
            for (int i = 0; i < recorded.size(); i++) {
                if (recorded.get(i).error() != null) {
                    records.record(given.get(i));
                }
            }
            return given;
        });
    }

    static <T> List<T> atMost(int most, List<T> group) {
        if (group.size() > most) {
            throw new IllegalArgumentException("a batch asks for at most " + most + " at once, not " + group.size());
        }
        return group;
    }
}
