package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.audit.RecordedRun;
import dev.ratchet.activities.audit.RunRecords;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.Rebuild;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.ListedRun;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rebuilds every run that a test left on record, from the record alone. */
public final class RebuiltRuns {
    private static final int MOST = 100_000;

    private RebuiltRuns() {}

    /** Every run gives the state that it ended or waits with, byte for byte; how many they were is printed. */
    public static void requireEqual(Capabilities capabilities, TenantId tenant) {
        requireEqual(capabilities, tenant, Set.of());
    }

    /** @param forged ids of runs with an invented past; that must be found */
    public static void requireEqual(Capabilities capabilities, TenantId tenant, Set<String> forged) {
        RunRecords records = capabilities.gatewayPorts(Optional::empty).runs();
        List<RunSummary> runs =
                records.latest(tenant, null, MOST).stream().map(ListedRun::run).toList();
        for (RunSummary run : runs) {
            RecordedRun recorded = records.find(tenant, run.workflowId()).orElseThrow();
            Agent<?, ?, ?> agent =
                    capabilities.agents().registrations().get(run.agent()).agent();
            assertThat(rebuild(agent, recorded).problem() != null)
                    .as("the record of %s contradicts itself", run.workflowId())
                    .isEqualTo(forged.contains(run.workflowId()));
        }
        System.out.println("rebuilt from the record: " + runs.size() + " runs, all equal");
    }

    private static <S, O extends Observation> Rebuild<S> rebuild(Agent<S, ?, O> agent, RecordedRun run) {
        return Rebuild.of(agent, run.start(), run.steps(), run.state());
    }
}
