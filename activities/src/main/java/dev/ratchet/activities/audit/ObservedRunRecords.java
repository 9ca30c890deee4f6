package dev.ratchet.activities.audit;

import dev.ratchet.activities.telemetry.RunLog;
import dev.ratchet.activities.telemetry.RunTelemetry;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.BatchActivities.Known;
import dev.ratchet.workflows.contract.record.ListedRun;
import dev.ratchet.workflows.contract.record.RunRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that operators hear of when they are kept.
 *
 * @param kept by whom
 */
public record ObservedRunRecords(RunRecords kept, RunTelemetry telemetry) implements RunRecords {
    private static final Logger LOG = LoggerFactory.getLogger(ObservedRunRecords.class);

    @Override
    public void recordAll(List<RunRecord> records) {
        kept.recordAll(records);
        records.forEach(this::tell);
    }

    /** What is kept is kept, whatever operators can be told of it. */
    private void tell(RunRecord record) {
        try {
            telemetry.recorded(record);
            RunLog.recorded(record);
        } catch (RuntimeException e) {
            LOG.warn("no telemetry of {}: {}", record.summary().workflowId(), e.getMessage());
        }
    }

    @Override
    public List<Known> latest(TenantId tenant, List<String> workflowIds) {
        return kept.latest(tenant, workflowIds);
    }

    @Override
    public List<ListedRun> latest(TenantId tenant, @Nullable String agent, int most) {
        return kept.latest(tenant, agent, most);
    }

    @Override
    public Optional<RecordedRun> find(TenantId tenant, String workflowId) {
        return kept.find(tenant, workflowId);
    }
}
