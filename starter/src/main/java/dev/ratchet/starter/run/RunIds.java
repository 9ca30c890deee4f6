package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.record.ListedRun;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the workflow id that a person means, from its beginning or from the digest of what the run began with. */
public final class RunIds {
    private static final int SHORTEST = 4;
    private static final int BRIEF = 12;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern WHOLE = Pattern.compile("[^/]+/[^/]+/[0-9a-f]{64}");
    static final int SEARCHED = 1_000;

    private RunIds() {}

    /** @throws Refused when nothing or more than one run begins like that */
    static String resolve(CommandContext here, GatewayClient gateway, String given) {
        if (given.startsWith("batch/")) {
            throw new Refused(
                    "A_BATCH",
                    "'" + given + "' is a batch and no run; 'ratchet batch' shows it and 'ratchet cancel' stops it");
        }
        if (isWhole(given)) {
            return given;
        }
        if (isDigest(given)) {
            return ofDigest(here, gateway, given);
        }
        if (given.length() < SHORTEST) {
            throw new Refused(
                    "TOO_SHORT", "'" + given + "' is too short for an id; give " + SHORTEST + " characters or more");
        }
        TreeSet<String> found = new TreeSet<>();
        for (ListedRun listed : gateway.runs(SEARCHED, null)) {
            addWhenLike(given, listed.run().workflowId(), found);
        }
        for (ApprovalRequest request : gateway.waiting()) {
            addWhenLike(given, request.run().workflowId(), found);
        }
        return only(given, List.copyOf(found));
    }

    /** As {@link #resolve} among these; what none of them begins with is taken as it is. */
    public static String among(Collection<String> workflowIds, String given) {
        TreeSet<String> found = new TreeSet<>();
        workflowIds.forEach(each -> addWhenLike(given, each, found));
        return found.isEmpty() ? given : only(given, List.copyOf(found));
    }

    /** Whether it is the whole id of a run: agent, tenant and digest. */
    public static boolean isWhole(String given) {
        return WHOLE.matcher(given).matches();
    }

    public static boolean isDigest(String given) {
        return DIGEST.matcher(given).matches();
    }

    /** The same digest may be a run of each agent. With one agent nobody has to be asked. */
    private static String ofDigest(CommandContext here, GatewayClient gateway, String digest) {
        TenantId tenant = gateway.whoami().tenant();
        List<String> possible = gateway.agents().stream()
                .map(agent -> RunRef.workflowId(agent.name(), tenant, new Digest(digest)))
                .toList();
        if (possible.size() == 1) {
            return possible.get(0);
        }
        List<String> found =
                possible.stream().filter(id -> gateway.run(id).isPresent()).toList();
        return only(digest, found.isEmpty() ? asked(here, gateway, possible) : found);
    }

    /** A run that has only just started is not on record yet. */
    private static List<String> asked(CommandContext here, GatewayClient gateway, List<String> possible) {
        try (LiveRuns runs = RunAccess.open(here, gateway)) {
            return possible.stream().filter(runs::exists).toList();
        }
    }

    private static void addWhenLike(String given, String workflowId, Set<String> found) {
        if (workflowId.startsWith(given) || digest(workflowId).startsWith(given)) {
            found.add(workflowId);
        }
    }

    private static String only(String given, List<String> found) {
        if (found.isEmpty()) {
            throw new Refused(
                    "NOT_FOUND",
                    "no run on record begins with '" + given
                            + "'; 'ratchet list' shows them, and one that has only just "
                            + "started is found by its whole id");
        }
        if (found.size() > 1) {
            throw new Refused(
                    "AMBIGUOUS",
                    found.size() + " runs begin with '" + given + "', such as "
                            + found.stream().limit(3).map(RunIds::beginning).collect(Collectors.joining(", "))
                            + "; give more of the id");
        }
        return found.get(0);
    }

    /** With its agent and 20 digits, so that two of them differ. */
    private static String beginning(String workflowId) {
        String digest = digest(workflowId);
        String before = workflowId.substring(0, workflowId.length() - digest.length());
        return before + digest.substring(0, Math.min(20, digest.length()));
    }

    /** The beginning of the digest, which is enough for a person to type. */
    public static String brief(String workflowId) {
        String digest = digest(workflowId);
        return digest.substring(0, Math.min(BRIEF, digest.length()));
    }

    private static String digest(String workflowId) {
        return workflowId.substring(workflowId.lastIndexOf('/') + 1);
    }
}
