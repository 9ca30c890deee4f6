package dev.ratchet.activities.audit;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.record.AuditActivities;
import dev.ratchet.workflows.contract.record.RunRecord;

/** Keeps records in {@link RunRecords}. */
public final class AuditActivitiesImpl implements AuditActivities {
    private final RunRecords records;

    public AuditActivitiesImpl(RunRecords records) {
        this.records = records;
    }

    @Override
    public void record(RunRecord record) {
        Failures.guard(() -> {
            records.record(record);
            return record;
        });
    }
}
