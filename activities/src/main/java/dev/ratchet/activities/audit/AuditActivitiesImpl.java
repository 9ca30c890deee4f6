package dev.ratchet.activities.audit;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.AuditActivities;

/** Keeps accounts in {@link RunRecords}. */
public final class AuditActivitiesImpl implements AuditActivities {
    private final RunRecords records;

    public AuditActivitiesImpl(RunRecords records) {
        this.records = records;
    }

    @Override
    public void record(Account account) {
        Failures.guard(() -> {
            records.record(account);
            return account;
        });
    }
}
