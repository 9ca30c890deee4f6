package dev.ratchet.workflows.contract;

import java.util.Optional;

/**
 * Names one run for ever: across attempts, replays and continue-as-new, and apart from a later run of the same document.
 *
 * @param workflowId of the run; for a document inside a batch the id it would have had alone
 * @param runId the first run id of its Temporal execution chain
 */
public record RunRef(String workflowId, String runId) {
    public RunRef {
        if (workflowId.isBlank() || runId.isBlank()) {
            throw new IllegalArgumentException("a run has a workflow id and a run id");
        }
    }

    /**
     * One intake, one run of an agent: the id comes from the bytes. A run under another id ends as failed.
     *
     * @param agent the agent's name
     * @param intake digest of what was uploaded to start the run
     */
    public static String workflowId(String agent, TenantId tenant, Digest intake) {
        return agent + "/" + tenant + "/" + intake;
    }

    /** The agent's name, of the id of a run; {@code batch}, of the id of a batch. */
    public static String agent(String workflowId) {
        return workflowId.split("/", 2)[0];
    }

    /** Whether it is the id of a run or a batch of this tenant. */
    public static boolean isOf(TenantId tenant, String workflowId) {
        String[] parts = workflowId.split("/", -1);
        return parts.length == 3 && parts[1].equals(tenant.value());
    }

    /** What a run of this id was started with; empty when it is no id of a run of this agent and tenant. */
    public static Optional<Digest> intake(String agent, TenantId tenant, String workflowId) {
        String before = agent + "/" + tenant + "/";
        String digest = workflowId.startsWith(before) ? workflowId.substring(before.length()) : "";
        return digest.matches("[0-9a-f]{64}") ? Optional.of(new Digest(digest)) : Optional.empty();
    }
}
