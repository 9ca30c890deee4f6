package dev.ratchet.activities.audit;

import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.BatchActivities.Known;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.record.ListedRun;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of which each names a bundle. A run that was ruled names its own; one that no rule was asked about, because its agent
 * has none or because it failed before, is given that of the worker that records it.
 *
 * @param kept by whom
 * @param bundles of this process by the agent's name; empty for an agent that it does not know
 */
public record BundledRunRecords(RunRecords kept, Function<String, Optional<Bundle>> bundles) implements RunRecords {
    private static final Logger LOG = LoggerFactory.getLogger(BundledRunRecords.class);

    @Override
    public void recordAll(List<RunRecord> records) {
        kept.recordAll(records.stream().map(this::bundled).toList());
    }

    private RunRecord bundled(RunRecord record) {
        RunSummary summary = record.summary();
        if (summary.bundle() != null) {
            return record;
        }
        return bundle(summary)
                .map(bundle -> new RunRecord(
                        summary.by(bundle), record.startedMillis(), record.start(), record.state(), record.steps()))
                .orElse(record);
    }

    /** A run is recorded whether or not its bundle can be told: its rule book may be what is wrong. */
    private Optional<Bundle> bundle(RunSummary summary) {
        try {
            return bundles.apply(summary.agent());
        } catch (RuntimeException e) {
            LOG.warn("no bundle for {}: {}", summary.workflowId(), e.getMessage());
            return Optional.empty();
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
