package dev.ratchet.workflows.contract.record;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Keeps the trail of every run, whole and beyond Temporal's retention. */
@ActivityInterface(namePrefix = "Audit")
public interface AuditActivities {

    /**
     * Idempotent: a run's summary is replaced by a later one. The steps of a record are added once, known by the number of
     * the first of them, and never changed.
     */
    @ActivityMethod
    void record(RunRecord record);
}
