package dev.ratchet.starter.rollout;

import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.rollout.Figures.Sample;
import dev.ratchet.starter.temporal.TemporalConnection;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.gateway.rollout.MeasureRequest;
import dev.ratchet.workflows.gateway.rollout.MeasuredRun;
import dev.ratchet.workflows.run.AgentEntry;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionVersioningInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowTargetOptions;
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

    /** The most runs of which Temporal is asked more than it lists. */
    private static final int MOST_DESCRIBED = 50;

    /** A workflow task that was tried so often fails by itself and not by a worker that went away. */
    private static final int ATTEMPTS = 3;

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
        String runsOfAgents =
                "WorkflowType IN (" + agentTypes() + ")" + (since == null ? "" : " AND StartTime >= '" + since + "'");
        List<WorkflowExecutionMetadata> runs = list(version(build) + " AND " + runsOfAgents, MOST).stream()
                .filter(run -> run.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW)
                .toList();
        Map<String, MeasuredRun> measured = measured(runs.stream()
                .map(run -> run.getExecution().getWorkflowId())
                .distinct()
                .toList());
        List<Figures.Sample> samples = new ArrayList<>();
        List<WorkflowExecutionMetadata> working = new ArrayList<>();
        for (WorkflowExecutionMetadata run : runs) {
            MeasuredRun record = measured.get(run.getExecution().getWorkflowId());
            rested(run, record, now).ifPresentOrElse(samples::add, () -> working.add(run));
        }
        working.stream()
                .limit(MOST_DESCRIBED)
                .filter(run -> fails(run, null))
                .forEach(run -> samples.add(Sample.BROKEN));
        if (since != null) {
            // a run is a version's, for visibility, when that version has done its first task
            list(
                            "TemporalWorkerDeploymentVersion IS NULL AND ExecutionStatus = 'Running' AND "
                                    + runsOfAgents,
                            MOST_DESCRIBED)
                    .stream()
                    .filter(run -> fails(run, build))
                    .forEach(run -> samples.add(Sample.BROKEN));
        }
        return Figures.of(samples);
    }

    /** Empty while the run works. */
    private static Optional<Sample> rested(WorkflowExecutionMetadata run, @Nullable MeasuredRun record, Instant now) {
        boolean open = run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        boolean completed = run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
        if (record == null) {
            boolean stuck = open && run.getStartTime().plus(STUCK).isBefore(now);
            return stuck || (!open && !completed) ? Optional.of(Sample.BROKEN) : Optional.empty();
        }
        if (open && record.status() != RunStatus.WAITING) {
            return Optional.empty();
        }
        return Optional.of(new Sample(
                record.status() == RunStatus.FAILED || (!open && !completed),
                record.asked(),
                record.corrections(),
                record.proposals(),
                record.rejected(),
                record.micros(),
                record.millis()));
    }

    /**
     * Whether a workflow task of the run was tried again and again: the code throws, or goes another way than the history.
     *
     * @param build whose task it is to be; absent for whosever it is
     */
    private boolean fails(WorkflowExecutionMetadata run, @Nullable String build) {
        try {
            DescribeWorkflowExecutionResponse described = temporal.client()
                    .newUntypedWorkflowStub(WorkflowTargetOptions.newBuilder()
                            .setWorkflowId(run.getExecution().getWorkflowId())
                            .setRunId(run.getExecution().getRunId())
                            .build())
                    .describe()
                    .getRawDescription();
            WorkflowExecutionVersioningInfo version =
                    described.getWorkflowExecutionInfo().getVersioningInfo();
            return described.getPendingWorkflowTask().getAttempt() >= ATTEMPTS
                    && (build == null
                            || version.getVersionTransition()
                                    .getDeploymentVersion()
                                    .getBuildId()
                                    .equals(build));
        } catch (WorkflowNotFoundException e) {
            return false;
        } catch (RuntimeException e) {
            throw temporal.translate(e);
        }
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
