package dev.ratchet.starter.rollout;

import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.temporal.TemporalConnection;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.gateway.rollout.MeasureRequest;
import dev.ratchet.workflows.gateway.rollout.MeasuredRun;
import dev.ratchet.workflows.run.AgentEntry;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs of a version: which there are by Temporal's visibility, and what the record has of them by the gateway. */
final class VersionRuns {
    /** The most runs of a version that are looked at, newest first. */
    static final int MOST = 500;

    /** A run that works for so long without an end, a person or a record is stuck: a run that works records its steps. */
    private static final Duration STUCK = Duration.ofMinutes(10);

    private final TemporalConnection temporal;
    private final GatewayClient gateway;
    private final String deployment;
    private @Nullable String types;

    VersionRuns(TemporalConnection temporal, GatewayClient gateway, String deployment) {
        this.temporal = temporal;
        this.gateway = gateway;
        this.deployment = deployment;
    }

    /** A run that has not ended. */
    record Open(String workflowId, String type, Instant since) {}

    /** All open workflows of a version, batches and removals too; newest first. */
    List<Open> open(String build) {
        return list(version(build) + " AND ExecutionStatus = 'Running'", 10_000).stream()
                .map(run -> new Open(run.getExecution().getWorkflowId(), run.getWorkflowType(), run.getStartTime()))
                .toList();
    }

    /**
     * @param since only runs that began then or later; absent for the newest ones
     * @param now by the server's clock
     */
    Figures figures(String build, @Nullable Instant since, Instant now) {
        String query = version(build) + " AND WorkflowType IN (" + agentTypes() + ")"
                + (since == null ? "" : " AND StartTime >= '" + since + "'");
        List<WorkflowExecutionMetadata> runs = list(query, MOST).stream()
                .filter(run -> run.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW)
                .toList();
        Map<String, MeasuredRun> measured = measured(runs.stream()
                .map(run -> run.getExecution().getWorkflowId())
                .distinct()
                .toList());
        return Figures.of(runs.stream()
                .map(run -> sample(run, measured.get(run.getExecution().getWorkflowId()), now))
                .flatMap(Optional::stream)
                .toList());
    }

    /** Empty while it is too early to say. */
    private static Optional<Figures.Sample> sample(
            WorkflowExecutionMetadata run, @Nullable MeasuredRun record, Instant now) {
        boolean open = run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        boolean completed = run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
        if (record == null) {
            boolean stuck = open && run.getStartTime().plus(STUCK).isBefore(now);
            return stuck || (!open && !completed) ? Optional.of(Figures.Sample.BROKEN) : Optional.empty();
        }
        if (open && record.status() != RunStatus.WAITING) {
            return Optional.empty();
        }
        return Optional.of(new Figures.Sample(
                record.status() == RunStatus.FAILED || (!open && !completed),
                record.asked(),
                record.corrections(),
                record.proposals(),
                record.rejected(),
                record.micros(),
                record.millis()));
    }

    private Map<String, MeasuredRun> measured(List<String> ids) {
        Map<String, MeasuredRun> measured = new HashMap<>();
        for (int from = 0; from < ids.size(); from += MeasureRequest.MOST) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + MeasureRequest.MOST));
            gateway.measure(some).forEach(run -> measured.put(run.workflowId(), run));
        }
        return measured;
    }

    private String version(String build) {
        return "TemporalWorkerDeploymentVersion = '" + deployment + ":" + build + "'";
    }

    /** Quoted, for a query. */
    private String agentTypes() {
        if (types == null) {
            types = gateway.agents().stream()
                    .map(AgentEntry::workflowType)
                    .map(type -> "'" + type + "'")
                    .collect(Collectors.joining(", "));
        }
        return types;
    }

    private List<WorkflowExecutionMetadata> list(String query, int most) {
        try {
            List<WorkflowExecutionMetadata> runs = new ArrayList<>();
            temporal.client().listExecutions(query).limit(most).forEach(runs::add);
            return runs;
        } catch (RuntimeException e) {
            RuntimeException told = temporal.translate(e);
            throw told == e
                    ? new Refused(
                            "NO_VISIBILITY",
                            "Temporal does not list runs by version; it needs 1.28 or newer: " + e.getMessage())
                    : told;
        }
    }
}
