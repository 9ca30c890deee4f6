package dev.ratchet.starter.batch;

import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.run.RunIds;
import dev.ratchet.starter.temporal.TemporalConnection;
import dev.ratchet.workflows.batch.BatchWorkflow.Tally;
import dev.ratchet.workflows.contract.TenantId;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds, shows and cancels batches. */
final class BatchClient implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("batch/([^/]+)/([^/]+)");
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z-]{4,60}");
    private static final Pattern LANE = Pattern.compile("(\\d{8}T\\d{6}Z-[0-9a-z]{4})-\\d{1,2}");
    private static final int SEARCHED = 200;

    private final TemporalConnection temporal;
    private final Supplier<TenantId> tenant;

    /** @param tenant of a name that is no whole id */
    BatchClient(TemporalConnection temporal, Supplier<TenantId> tenant) {
        this.temporal = temporal;
        this.tenant = tenant;
    }

    /**
     * The batch with that name, beginning of a name, or whole id. For the first batch of a submission, also its other lanes.
     *
     * @param instead the advice when the id is a run's
     * @throws Refused when there is none, or more than one begins like that
     */
    List<BatchName> find(String given, String instead) {
        Matcher id = ID.matcher(given);
        if (RunIds.isWhole(given) || RunIds.isDigest(given)) {
            throw new Refused("NOT_A_BATCH", "'" + given + "' is a run and no batch; " + instead);
        }
        if (!id.matches() && !NAME.matcher(given).matches()) {
            throw new Refused(
                    "NOT_A_BATCH",
                    "'" + given + "' is not the name of a batch, which looks like 20261121T143015Z-k3f9; " + instead);
        }
        BatchName name = id.matches()
                ? new BatchName(new TenantId(id.group(1)), id.group(2))
                : new BatchName(tenant.get(), given);
        return exists(name) ? lanes(name) : lanes(search(name));
    }

    private List<BatchName> lanes(BatchName first) {
        List<BatchName> lanes = new ArrayList<>(List.of(first));
        if (!LANE.matcher(first.name()).matches()) {
            for (int lane = 2; lane <= BatchName.LANES && exists(first.lane(lane)); lane++) {
                lanes.add(first.lane(lane));
            }
        }
        return lanes;
    }

    private boolean exists(BatchName name) {
        try {
            stub(name).describe();
            return true;
        } catch (WorkflowNotFoundException e) {
            return false;
        } catch (RuntimeException e) {
            throw temporal.translate(e);
        }
    }

    private BatchName search(BatchName beginning) {
        TreeSet<String> found = new TreeSet<>();
        try {
            temporal.client()
                    .listExecutions(
                            "WorkflowId STARTS_WITH '" + beginning.workflowId().replace("'", "") + "'")
                    .limit(SEARCHED)
                    .map(each -> each.getExecution().getWorkflowId())
                    .map(id -> id.substring(id.lastIndexOf('/') + 1))
                    .map(name -> LANE.matcher(name).replaceFirst("$1"))
                    .forEach(found::add);
        } catch (RuntimeException e) {
            if (TemporalConnection.causeOf(e, StatusRuntimeException.class) == null) {
                throw e;
            }
            // this Temporal cannot search, as the embedded one cannot: only whole names are found
        }
        if (found.isEmpty()) {
            throw new Refused(
                    "NOT_FOUND",
                    "no batch begins with '" + beginning.name()
                            + "'; give the whole name that 'ratchet submit' printed, such as 20261121T143015Z-k3f9");
        }
        if (found.size() > 1) {
            throw new Refused(
                    "AMBIGUOUS",
                    found.size() + " batches begin with '" + beginning.name() + "', such as "
                            + found.stream().limit(3).collect(Collectors.joining(", ")) + "; give more of the name");
        }
        return new BatchName(beginning.tenant(), found.first());
    }

    BatchStatus show(BatchName name) {
        try {
            WorkflowExecutionDescription description = stub(name).describe();
            Tally tally = description.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED
                    ? stub(name).getResult(Tally.class)
                    : stub(name).query("progress", Tally.class);
            return BatchStatus.of(name, description, tally);
        } catch (RuntimeException e) {
            throw temporal.translate(e);
        }
    }

    /** False when it had ended already. */
    boolean cancel(BatchName name) {
        try {
            if (stub(name).describe().getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                return false;
            }
            stub(name).cancel();
            return true;
        } catch (WorkflowNotFoundException e) {
            return false;
        } catch (RuntimeException e) {
            throw temporal.translate(e);
        }
    }

    private WorkflowStub stub(BatchName name) {
        return temporal.client().newUntypedWorkflowStub(name.workflowId());
    }

    @Override
    public void close() {
        temporal.close();
    }
}
