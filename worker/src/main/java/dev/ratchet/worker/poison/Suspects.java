package dev.ratchet.worker.poison;

import com.google.protobuf.ByteString;
import dev.ratchet.worker.restart.WorkQueue;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.temporal.AgentRegistration;
import dev.ratchet.workflows.temporal.RunView;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryReverseRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs and batches of a tenant that are at work and that lost attempts. The server's list does not know of attempts, so each of
 * them is asked: {@link #PAGE} at a time, the next ones at the next look.
 */
final class Suspects {
    /** About a second of a server on a laptop. */
    static final int PAGE = 500;

    /** A task's lost attempt is among so many last events, or there was progress since. */
    private static final int EVENTS = 10;

    private final WorkflowClient client;
    private final TenantId tenant;
    private final Map<String, String> agents = new TreeMap<>();
    private final String query;
    private ByteString next = ByteString.EMPTY;

    Suspects(WorkflowClient client, TenantId tenant, Collection<AgentRegistration<?, ?, ?>> registrations) {
        this.client = client;
        this.tenant = tenant;
        registrations.forEach(agent -> agent.workflowTypes()
                .forEach(type -> agents.put(type, agent.entry().name())));
        this.query = "ExecutionStatus = 'Running' AND " + RunView.WAITING_FOR.getName() + " IS NULL AND TaskQueue IN ("
                + registrations.stream()
                        .map(agent -> "'" + WorkQueue.USUAL.of(agent.entry().taskQueue()) + "'")
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** @param agent by name */
    record Suspect(WorkflowExecutionInfo run, String agent, LostWork lost) {
        String workflowId() {
            return run.getExecution().getWorkflowId();
        }
    }

    /**
     * Of the next page, those that lost at least so many attempts in a row, the most attempts first.
     *
     * @throws StatusRuntimeException with UNIMPLEMENTED where the server lists nothing, as the one in memory
     */
    synchronized List<Suspect> look(int attempts) {
        ListWorkflowExecutionsResponse page = stub().listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                .setNamespace(namespace())
                .setPageSize(PAGE)
                .setQuery(query)
                .setNextPageToken(next)
                .build());
        next = page.getNextPageToken();
        List<Suspect> suspects = new ArrayList<>();
        for (WorkflowExecutionInfo run : page.getExecutionsList()) {
            if (RunRef.isOf(tenant, run.getExecution().getWorkflowId())) {
                look(run.getExecution())
                        .filter(suspect -> suspect.lost().attempts() >= attempts)
                        .ifPresent(suspects::add);
            }
        }
        suspects.sort(Comparator.comparingInt((Suspect each) -> -each.lost().attempts())
                .thenComparing(Suspect::workflowId));
        return suspects;
    }

    /** A run or a batch as it is now; empty when it is not open, or lost nothing. */
    Optional<Suspect> look(WorkflowExecution execution) {
        try {
            var now = stub().describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(namespace())
                    .setExecution(execution)
                    .build());
            WorkflowExecutionInfo run = now.getWorkflowExecutionInfo();
            String agent = agents.get(run.getType().getName());
            if (agent == null || run.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                return Optional.empty();
            }
            return LostWork.of(now, this::latest).map(lost -> new Suspect(run, agent, lost));
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private List<HistoryEvent> latest(WorkflowExecutionInfo run) {
        return stub().getWorkflowExecutionHistoryReverse(GetWorkflowExecutionHistoryReverseRequest.newBuilder()
                        .setNamespace(namespace())
                        .setExecution(run.getExecution())
                        .setMaximumPageSize(EVENTS)
                        .build())
                .getHistory()
                .getEventsList();
    }

    private String namespace() {
        return client.getOptions().getNamespace();
    }

    private WorkflowServiceBlockingStub stub() {
        return client.getWorkflowServiceStubs().blockingStub();
    }
}
