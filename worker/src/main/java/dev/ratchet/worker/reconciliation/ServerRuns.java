package dev.ratchet.worker.reconciliation;

import com.google.protobuf.util.Timestamps;
import dev.ratchet.activities.reconciliation.ServerRun;
import dev.ratchet.worker.restart.Origin;
import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.RunResult;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.AgentWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRegistration;
import dev.ratchet.workflows.temporal.RunView;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runs of a tenant as the server knows them. */
final class ServerRuns {
    private final WorkflowClient client;
    private final TenantId tenant;
    private final List<String> runTypes;
    private final List<String> batchTypes;
    private final Map<String, AgentEntry> agentsOfBatches = new HashMap<>();

    ServerRuns(WorkflowClient client, TenantId tenant, Collection<AgentRegistration<?, ?, ?>> agents) {
        this.client = client;
        this.tenant = tenant;
        this.runTypes = agents.stream()
                .map(agent -> agent.entry().workflowType())
                .sorted()
                .toList();
        agents.forEach(agent -> agent.workflows().stream()
                .filter(each -> BatchWorkflow.class.isAssignableFrom(each.workflow()))
                .forEach(each -> agentsOfBatches.put(type(each.workflow()), agent.entry())));
        this.batchTypes = agentsOfBatches.keySet().stream().sorted().toList();
    }

    private static String type(Class<?> workflow) {
        return POJOWorkflowInterfaceMetadata.newInstance(workflow)
                .getWorkflowType()
                .orElseThrow();
    }

    /** A server that does not list runs, as the one in memory. */
    static final class NotListed extends Exception {
        private static final long serialVersionUID = 1;

        NotListed(Throwable cause) {
            super("this Temporal keeps no list of runs, as the embedded one in memory; a real server does", cause);
        }
    }

    // ---- runs of their own

    /** The latest run under each workflow id, of those that are open or ended since. */
    SortedMap<String, ServerRun> listed(Instant since) throws NotListed {
        SortedMap<String, WorkflowExecutionMetadata> latest = new TreeMap<>();
        try (Stream<WorkflowExecutionMetadata> all = client.listExecutions(query(runTypes, since))) {
            all.filter(each -> RunRef.isOf(tenant, each.getExecution().getWorkflowId()))
                    .filter(each ->
                            each.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW)
                    .forEach(each -> latest.merge(
                            each.getExecution().getWorkflowId(),
                            each,
                            (one, other) -> one.getStartTime().isAfter(other.getStartTime()) ? one : other));
        } catch (StatusRuntimeException e) {
            throw notListed(e);
        }
        SortedMap<String, ServerRun> runs = new TreeMap<>();
        latest.forEach((id, each) -> runs.put(id, run(each)));
        return runs;
    }

    private static NotListed notListed(StatusRuntimeException e) {
        if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
            return new NotListed(e);
        }
        throw e;
    }

    private static String query(List<String> types, Instant since) {
        String among = types.stream().map(type -> "'" + type + "'").collect(Collectors.joining(", "));
        return "WorkflowType IN (" + among + ") AND (ExecutionStatus = 'Running' OR CloseTime >= '" + since + "')";
    }

    /** The latest run under the id, asked of the server itself and not of its list; empty when it knows none. */
    Optional<ServerRun> look(String workflowId) {
        try {
            return Optional.of(run(client.newUntypedWorkflowStub(workflowId).describe()));
        } catch (WorkflowNotFoundException e) {
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ServerRun run(WorkflowExecutionMetadata each) {
        String id = each.getExecution().getWorkflowId();
        String first = each.getFirstRunId();
        RunRef run = new RunRef(id, first.isEmpty() ? each.getExecution().getRunId() : first);
        return switch (each.getStatus()) {
            case WORKFLOW_EXECUTION_STATUS_RUNNING ->
                new ServerRun(
                        run,
                        each.getTypedSearchAttributes().get(RunView.WAITING_FOR) == null
                                ? ServerRun.State.RUNNING
                                : ServerRun.State.WAITING,
                        null,
                        null);
            case WORKFLOW_EXECUTION_STATUS_COMPLETED ->
                new ServerRun(run, ServerRun.State.ENDED, each.getCloseTime(), null);
            case WORKFLOW_EXECUTION_STATUS_FAILED ->
                new ServerRun(run, ServerRun.State.FAILED, each.getCloseTime(), null);
            default -> new ServerRun(run, ServerRun.State.FORCED, each.getCloseTime(), null);
        };
    }

    /** The same, known by the first run of its chain, which the list does not always tell. */
    ServerRun chained(ServerRun listed) {
        HistoryEvent first = firstEvent(listed.run().workflowId());
        return new ServerRun(
                new RunRef(
                        listed.run().workflowId(),
                        first.getWorkflowExecutionStartedEventAttributes().getFirstExecutionRunId()),
                listed.state(),
                listed.endedAt(),
                listed.request());
    }

    private HistoryEvent firstEvent(String workflowId) {
        Iterator<HistoryEvent> events = client.streamHistory(workflowId).iterator();
        return events.next();
    }

    /** The request that it waits for, from the run itself; empty when nobody answers for it. */
    Optional<ServerRun> asked(ServerRun waiting) {
        try {
            RunSummary now = client.newWorkflowStub(
                            AgentWorkflow.class, waiting.run().workflowId())
                    .status();
            RunSummary.Waiting request = now.waiting();
            return Optional.of(
                    request == null
                            ? new ServerRun(waiting.run(), ServerRun.State.RUNNING, null, null)
                            : new ServerRun(waiting.run(), ServerRun.State.WAITING, null, request.request()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** With what the latest run under the id was started. */
    Origin origin(String workflowId) {
        return Origin.onServer(client, workflowId);
    }

    /** How the latest run under the id ended; empty when it did not end with a result. */
    Optional<RunSummary> result(String workflowId) {
        return client.streamHistory(workflowId)
                .filter(HistoryEvent::hasWorkflowExecutionCompletedEventAttributes)
                .findFirst()
                .map(event -> decoded(
                        event.getWorkflowExecutionCompletedEventAttributes().getResult(), RunSummary.class));
    }

    private <T> T decoded(Payloads payloads, Class<T> type) {
        return client.getOptions().getDataConverter().fromPayloads(0, Optional.of(payloads), type, type);
    }

    // ---- documents that batches decided

    /** @param open run ids by which documents of batches are known that have not ended */
    record Batches(long count, Set<String> open) {}

    /** A document that a batch decided, with what it told of it. */
    record Decided(ServerRun run, RunResult result, Origin origin) {}

    /**
     * Tells of every document that batches decided since, open batches included; one that got a run of its own is not among them.
     *
     * @return the batches that there were
     */
    Batches decided(Instant since, Consumer<Decided> told) throws NotListed {
        if (batchTypes.isEmpty()) {
            return new Batches(0, Set.of());
        }
        List<WorkflowExecutionMetadata> batches;
        try (Stream<WorkflowExecutionMetadata> all = client.listExecutions(query(batchTypes, since))) {
            batches = all.filter(each -> RunRef.isOf(tenant, each.getExecution().getWorkflowId()))
                    .toList();
        } catch (StatusRuntimeException e) {
            throw notListed(e);
        }
        Set<String> open = new TreeSet<>();
        for (WorkflowExecutionMetadata batch : batches) {
            String chain = decided(batch, told);
            if (batch.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                open.add(chain);
            }
        }
        return new Batches(batches.size(), open);
    }

    /** @return the run id that the batch's documents are known by */
    private String decided(WorkflowExecutionMetadata batch, Consumer<Decided> told) {
        AgentEntry agent = Objects.requireNonNull(agentsOfBatches.get(batch.getWorkflowType()));
        BatchWorkflow.@Nullable Opening opening = null;
        String chain = "";
        Map<Long, BatchWorkflow.Page> pages = new HashMap<>();
        List<HistoryEvent> events = new ArrayList<>();
        client.streamHistory(
                        batch.getExecution().getWorkflowId(),
                        batch.getExecution().getRunId())
                .forEach(events::add);
        for (HistoryEvent event : events) {
            if (event.hasWorkflowExecutionStartedEventAttributes()) {
                var started = event.getWorkflowExecutionStartedEventAttributes();
                opening = decoded(started.getInput(), BatchWorkflow.Opening.class);
                chain = started.getFirstExecutionRunId();
            } else if (event.hasWorkflowExecutionUpdateAcceptedEventAttributes()) {
                var input = event.getWorkflowExecutionUpdateAcceptedEventAttributes()
                        .getAcceptedRequest()
                        .getInput();
                if (input.getName().equals("submit")) {
                    pages.put(event.getEventId(), decoded(input.getArgs(), BatchWorkflow.Page.class));
                }
            } else if (event.hasWorkflowExecutionUpdateCompletedEventAttributes() && opening != null) {
                var completed = event.getWorkflowExecutionUpdateCompletedEventAttributes();
                BatchWorkflow.Page page = pages.get(completed.getAcceptedEventId());
                if (page != null && completed.getOutcome().hasSuccess()) {
                    tell(
                            agent,
                            opening,
                            chain,
                            page,
                            decoded(completed.getOutcome().getSuccess(), BatchWorkflow.PageResult.class),
                            Instant.ofEpochMilli(Timestamps.toMillis(event.getEventTime())),
                            told);
                }
            }
        }
        return chain;
    }

    private static void tell(
            AgentEntry agent,
            BatchWorkflow.Opening opening,
            String chain,
            BatchWorkflow.Page page,
            BatchWorkflow.PageResult result,
            Instant at,
            Consumer<Decided> told) {
        for (int i = 0; i < result.documents().size(); i++) {
            RunResult each = result.documents().get(i);
            boolean here = each.status().ended() && each.status() != RunStatus.FAILED;
            if (here && !each.code().equals(BatchWorkflow.SAME_DOCUMENT)) {
                BatchWorkflow.Item item = page.items().get(i);
                RunRequest request = item.request(opening.submitter());
                String id = request.workflowId(agent.name());
                told.accept(new Decided(
                        new ServerRun(new RunRef(id, chain), ServerRun.State.ENDED, at, null),
                        each,
                        Origin.of(id, request)));
            }
        }
    }
}
