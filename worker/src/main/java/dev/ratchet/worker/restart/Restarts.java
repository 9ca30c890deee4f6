package dev.ratchet.worker.restart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.activities.approval.Approvals;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRegistration;
import dev.ratchet.workflows.temporal.RunOptions;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts runs again from what was brought in for them, under their own ids. What a run did before it finds in the effect log, so
 * nothing happens twice; what nobody is on record as having brought in is not started.
 */
public final class Restarts {
    private final WorkflowClient client;
    private final TenantId tenant;
    private final Map<String, AgentRegistration<?, ?, ?>> agents;
    private final ContentStore contents;
    private final Approvals approvals;

    /** @param agents by name */
    public Restarts(
            WorkflowClient client,
            TenantId tenant,
            Map<String, AgentRegistration<?, ?, ?>> agents,
            ContentStore contents,
            Approvals approvals) {
        this.client = client;
        this.tenant = tenant;
        this.agents = agents;
        this.contents = contents;
        this.approvals = approvals;
    }

    /** That it cannot be started; the message says what is missing. */
    public static final class Impossible extends Exception {
        private static final long serialVersionUID = 1;

        Impossible(String why) {
            super(why);
        }
    }

    /** What the run would be started with. */
    public RunRequest request(Origin origin) throws Impossible {
        AgentEntry agent = agent(origin);
        Digest intake = RunRef.intake(agent.name(), tenant, origin.workflowId())
                .orElseThrow(() -> new Impossible("its id is none of a run"));
        requireUploaded(intake, origin.submitter());
        if (origin.container() != null) {
            requireUploaded(origin.container().digest(), origin.submitter());
        }
        byte[] bytes = bytes(intake)
                .orElseThrow(() -> new Impossible("the content store does not have what it was started with"));
        return new RunRequest(
                new DocumentRef(tenant, intake, bytes.length),
                input(agent, bytes),
                origin.name(),
                origin.submitter(),
                origin.container(),
                null);
    }

    private void requireUploaded(Digest digest, String person) throws Impossible {
        if (!approvals.hasUploaded(tenant, digest, person)) {
            throw new Impossible("the database does not have that " + person + " uploaded " + digest.brief());
        }
    }

    private Optional<byte[]> bytes(Digest intake) throws Impossible {
        try {
            return contents.get(tenant, intake);
        } catch (IOException e) {
            throw new Impossible("what it was started with cannot be read: " + e.getMessage());
        }
    }

    private static @Nullable JsonNode input(AgentEntry agent, byte[] bytes) {
        return agent.intake() instanceof AgentEntry.Json
                ? CanonicalJson.read(new String(bytes, StandardCharsets.UTF_8), JsonNode.class)
                : null;
    }

    private AgentEntry agent(Origin origin) throws Impossible {
        String name = RunRef.agent(origin.workflowId());
        AgentRegistration<?, ?, ?> agent = agents.get(name);
        if (agent == null) {
            throw new Impossible("this process knows no agent named '" + name + "'");
        }
        return agent.entry();
    }

    /**
     * Starts it where runs of its agent are taken.
     *
     * @param endsOpen whether a run of the id that is open is ended for it; if not, it is left as it is
     * @return the run id
     */
    public String start(Origin origin, boolean endsOpen) throws Impossible {
        return start(origin, WorkQueue.USUAL, endsOpen, Map.of());
    }

    /**
     * Starts it on that queue; a run of the id that is open is ended for it, in one step of the server.
     *
     * @param memo what people are shown beside it
     * @return the run id
     */
    public String move(Origin origin, WorkQueue queue, Map<String, Object> memo) throws Impossible {
        return start(origin, queue, true, memo);
    }

    private String start(Origin origin, WorkQueue queue, boolean endsOpen, Map<String, Object> memo) throws Impossible {
        AgentEntry agent = agent(origin);
        RunRequest request = request(origin);
        WorkflowOptions options = WorkflowOptions.newBuilder(RunOptions.of(agent, request, true))
                .setTaskQueue(queue.of(agent.taskQueue()))
                .setMemo(memo)
                .setWorkflowIdConflictPolicy(
                        endsOpen
                                ? WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING
                                : WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build();
        WorkflowStub run = client.newUntypedWorkflowStub(agent.workflowType(), options);
        return run.start(request).getRunId();
    }

    /** Ends the open run of the id, which has nothing left to do. */
    public void end(String workflowId, String why) {
        client.newUntypedWorkflowStub(workflowId).terminate(why);
    }
}
