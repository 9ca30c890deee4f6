package dev.ratchet.activities.audit;

import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.BatchActivities.Known;
import dev.ratchet.workflows.contract.record.ListedRun;
import dev.ratchet.workflows.contract.record.RunRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every run's record, whole and for ever. */
public interface RunRecords {

    /** Idempotent, see {@link dev.ratchet.workflows.contract.record.AuditActivities#record}. */
    default void record(RunRecord record) {
        recordAll(List.of(record));
    }

    /** Each as alone, in this order, in one transaction. */
    void recordAll(List<RunRecord> records);

    /** The latest run under each of these workflow ids, as far as there is one. */
    List<Known> latest(TenantId tenant, List<String> workflowIds);

    /**
     * The latest {@code most} runs by their last change, newest first.
     *
     * @param agent whose; absent for those of every agent
     */
    List<ListedRun> latest(TenantId tenant, @Nullable String agent, int most);

    /** The latest run under this workflow id. */
    Optional<RecordedRun> find(TenantId tenant, String workflowId);
}
