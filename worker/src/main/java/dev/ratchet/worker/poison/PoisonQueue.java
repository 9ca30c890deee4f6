package dev.ratchet.worker.poison;

import dev.ratchet.activities.approval.Approvals;
import dev.ratchet.activities.operation.OperationLog;
import dev.ratchet.worker.poison.Suspects.Suspect;
import dev.ratchet.worker.restart.Origin;
import dev.ratchet.worker.restart.Restarts;
import dev.ratchet.worker.restart.WorkQueue;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalActivities;
import dev.ratchet.workflows.gateway.operations.PoisonedRun;
import dev.ratchet.workflows.gateway.operations.PoisonedRun.Standing;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.temporal.AgentRegistration;
import dev.ratchet.workflows.temporal.RunView;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves runs that took their workers with them to a queue of their own, where nobody but a worker that was started for it takes
 * them. To move a run is to end it and to start it there again: what it did before it finds in the effect log. Several processes
 * may look at once; a run that two of them move is started twice, and does everything once.
 */
public final class PoisonQueue {
    private static final Logger LOG = LoggerFactory.getLogger(PoisonQueue.class);

    /** In the memo of a run that was moved: why, and who did it. */
    static final String WHY = "poison";

    static final String BY = "poisonedBy";

    /** Who moves a run that nobody moved by hand. */
    private static final String ITSELF = "ratchet";

    /** A pill takes the runs with it that are in the same worker; what loses more than those is the worker's own fault. */
    private static final int MOST_AT_ONCE = 5;

    /** So many are no pills: somebody has to look. */
    private static final int FULL = 50;

    private final WorkflowClient client;
    private final TenantId tenant;
    private final SortedMap<String, AgentRegistration<?, ?, ?>> agents;
    private final Restarts restarts;
    private final Approvals approvals;
    private final OperationLog log;
    private final int attempts;
    private final Suspects suspects;
    private final SortedMap<String, Suspect> known = new ConcurrentSkipListMap<>();

    /** @param agents by name */
    public PoisonQueue(
            WorkflowClient client,
            TenantId tenant,
            SortedMap<String, AgentRegistration<?, ?, ?>> agents,
            Restarts restarts,
            Approvals approvals,
            OperationLog log,
            PoisonSettings settings) {
        this.client = client;
        this.tenant = tenant;
        this.agents = agents;
        this.restarts = restarts;
        this.approvals = approvals;
        this.log = log;
        this.attempts = settings.attempts();
        this.suspects = new Suspects(client, tenant, agents.values());
    }

    /** That it cannot be done, with a code for machines and a sentence for people. */
    public static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        private final String code;

        Refusal(String code, String why) {
            super(why);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    // ---- by itself

    /** Looks at the next ones, and moves what has to be moved. */
    void look() throws Refusal {
        List<Suspect> found = listed(() -> suspects.look(attempts == 0 ? PoisonSettings.USUAL_ATTEMPTS : attempts));
        found.forEach(each -> {
            if (known.put(each.workflowId(), each) == null) {
                LOG.warn("{}: {}", each.workflowId(), each.lost().why());
            }
        });
        List<Suspect> runs = found.stream()
                .filter(each -> agent(each.workflowId()).isPresent())
                .toList();
        if (attempts == 0 || runs.isEmpty()) {
            return;
        }
        if (moved().size() >= FULL) {
            LOG.warn(
                    "{} runs lost their workers, and the queue for poison pills has {} already: nothing is moved",
                    runs.size(),
                    FULL);
            return;
        }
        for (Suspect each : runs.subList(0, Math.min(runs.size(), MOST_AT_ONCE))) {
            move(each);
        }
    }

    private void move(Suspect suspect) {
        Optional<Suspect> still = suspects.look(suspect.run().getExecution());
        if (still.isEmpty()) {
            return;
        }
        String why = still.get().lost().why();
        try {
            move(suspect.workflowId(), why, ITSELF);
        } catch (Refusal e) {
            LOG.warn("{}: {}; it is not moved: {}", suspect.workflowId(), why, e.getMessage());
        }
    }

    // ---- what people ask for

    /** What is on the queue, and what is suspected, by workflow id. */
    public List<PoisonedRun> list() throws Refusal {
        List<PoisonedRun> all = new ArrayList<>(moved());
        for (Suspect each : List.copyOf(known.values())) {
            Optional<Suspect> now = suspects.look(each.run().getExecution());
            if (now.isEmpty()) {
                known.remove(each.workflowId());
            } else {
                all.add(suspected(now.get()));
            }
        }
        all.sort(Comparator.comparing(PoisonedRun::workflowId));
        return all;
    }

    private static PoisonedRun suspected(Suspect suspect) {
        return new PoisonedRun(
                suspect.workflowId(),
                suspect.agent(),
                Standing.SUSPECTED,
                suspect.lost().why(),
                Instant.ofEpochSecond(suspect.run().getStartTime().getSeconds()),
                null);
    }

    private List<PoisonedRun> moved() throws Refusal {
        String queues = agents.values().stream()
                .map(agent -> "'" + WorkQueue.POISON.of(agent.entry().taskQueue()) + "'")
                .collect(Collectors.joining(", "));
        return listed(() -> {
            try (Stream<WorkflowExecutionMetadata> all =
                    client.listExecutions("ExecutionStatus = 'Running' AND TaskQueue IN (" + queues + ")")) {
                return all.filter(each ->
                                agent(each.getExecution().getWorkflowId()).isPresent())
                        .map(PoisonQueue::moved)
                        .toList();
            }
        });
    }

    private static PoisonedRun moved(WorkflowExecutionMetadata run) {
        String id = run.getExecution().getWorkflowId();
        return new PoisonedRun(
                id,
                RunRef.agent(id),
                run.getTypedSearchAttributes().get(RunView.WAITING_FOR) == null ? Standing.MOVED : Standing.WAITING,
                Objects.requireNonNullElse(memo(run, WHY), "it was started here"),
                run.getStartTime(),
                memo(run, BY));
    }

    private static @Nullable String memo(WorkflowExecutionMetadata run, String key) {
        return (String) run.getMemo(key, String.class);
    }

    /**
     * Moves a run of which nothing need be lost.
     *
     * @param person who does it
     */
    public void move(String workflowId, String why, String person) throws Refusal {
        WorkflowExecutionMetadata run = open(workflowId);
        AgentEntry agent = requireRun(workflowId);
        if (run.getTaskQueue().equals(WorkQueue.POISON.of(agent.taskQueue()))) {
            throw new Refusal("ON_QUEUE", "the run is on the queue for poison pills already");
        }
        start(run, WorkQueue.POISON, Map.of(WHY, why, BY, person));
        known.remove(workflowId);
        LOG.warn("{} is on the queue for poison pills now: {}", workflowId, why);
        told("moved " + workflowId + ": " + why, person);
    }

    /**
     * Moves it back.
     *
     * @param person who does it
     */
    public void release(String workflowId, String why, String person) throws Refusal {
        WorkflowExecutionMetadata run = open(workflowId);
        if (!run.getTaskQueue()
                .equals(WorkQueue.POISON.of(requireRun(workflowId).taskQueue()))) {
            throw new Refusal("NOT_ON_QUEUE", "the run is not on the queue for poison pills");
        }
        start(run, WorkQueue.USUAL, Map.of());
        told("released " + workflowId + ": " + why, person);
    }

    /**
     * Ends a run that is on the queue, or a run or batch that lost an attempt. Nobody is asked for it any more.
     *
     * @param person who does it
     */
    public void end(String workflowId, String why, String person) throws Refusal {
        WorkflowExecutionMetadata run = open(workflowId);
        Optional<AgentEntry> agent = agent(workflowId);
        boolean onQueue = agent.filter(each -> run.getTaskQueue().equals(WorkQueue.POISON.of(each.taskQueue())))
                .isPresent();
        if (!onQueue && suspects.look(run.getExecution()).isEmpty()) {
            throw new Refusal(
                    "NOT_ON_QUEUE", "it is not on the queue for poison pills, and no worker was lost with it");
        }
        restarts.end(workflowId, "ratchet poison end, " + person + ": " + why);
        if (agent.isPresent()) {
            approvals.close(new ApprovalActivities.Closing(tenant, new RunRef(workflowId, run.getFirstRunId())));
        }
        known.remove(workflowId);
        told("ended " + workflowId + ": " + why, person);
    }

    private void start(WorkflowExecutionMetadata run, WorkQueue queue, Map<String, Object> memo) throws Refusal {
        if (run.getTypedSearchAttributes().get(RunView.WAITING_FOR) != null) {
            throw new Refusal("RUN_WAITS", "the run waits for a person and holds no worker; let it");
        }
        String workflowId = run.getExecution().getWorkflowId();
        try {
            var unused = restarts.move(Origin.onServer(client, workflowId), queue, memo);
        } catch (Restarts.Impossible e) {
            throw new Refusal(
                    "NOT_STARTED_AGAIN",
                    e.getMessage() + "; 'ratchet poison end' ends it, then it can be brought in again");
        }
    }

    private void told(String what, String person) {
        log.ended(tenant, "poison", Instant.now(), true, what + " (" + person + ")");
    }

    private WorkflowExecutionMetadata open(String workflowId) throws Refusal {
        try {
            WorkflowExecutionMetadata run =
                    client.newUntypedWorkflowStub(workflowId).describe();
            if (run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
                    && RunRef.isOf(tenant, workflowId)) {
                return run;
            }
        } catch (WorkflowNotFoundException e) {
            // the same to who asks
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
                throw e;
            }
        }
        throw new Refusal("NO_SUCH_RUN", "there is no open run '" + workflowId + "'; 'ratchet poison' lists them");
    }

    private AgentEntry requireRun(String workflowId) throws Refusal {
        return agent(workflowId)
                .orElseThrow(
                        () -> new Refusal(
                                "NO_RUN",
                                "only a run of an agent can be moved; 'ratchet poison end' ends a batch, then submit its documents again"));
    }

    private Optional<AgentEntry> agent(String workflowId) {
        AgentRegistration<?, ?, ?> agent = agents.get(RunRef.agent(workflowId));
        return RunRef.isOf(tenant, workflowId)
                ? Optional.ofNullable(agent).map(AgentRegistration::entry)
                : Optional.empty();
    }

    private static <T> T listed(Supplier<T> listing) throws Refusal {
        try {
            return listing.get();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                throw new Refusal(
                        "RUNS_NOT_LISTED",
                        "this Temporal keeps no list of runs, as the embedded one in memory; a real server does");
            }
            throw e;
        }
    }
}
