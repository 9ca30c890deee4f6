package dev.ratchet.starter;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.gateway.RunShown;
import dev.ratchet.workflows.gateway.Waiting;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** From what a person types to a workflow id. */
final class RunIds {
    private static final int SHORTEST = 4;
    static final int SEARCHED = 1_000;

    private RunIds() {}

    /** @throws Refused when nothing or more than one run begins like that */
    static String resolve(GatewayClient gateway, String given) {
        if (given.matches("invoice/[^/]+/[0-9a-f]{64}")) {
            return given;
        }
        if (given.matches("[0-9a-f]{64}")) {
            return InvoiceWorkflow.workflowId(gateway.whoami().tenant(), new Digest(given));
        }
        if (given.startsWith("batch/")) {
            throw new Refused(
                    "A_BATCH",
                    "'" + given
                            + "' is a batch and no document; 'ratchet batch' shows it and 'ratchet cancel' stops it");
        }
        if (given.length() < SHORTEST) {
            throw new Refused(
                    "TOO_SHORT", "'" + given + "' is too short for an id; give " + SHORTEST + " characters or more");
        }
        TreeSet<String> found = new TreeSet<>();
        for (RunShown run : gateway.runs(SEARCHED)) {
            addWhenLike(given, run.workflowId(), found);
        }
        for (Waiting waiting : gateway.waiting()) {
            addWhenLike(given, waiting.workflowId(), found);
        }
        return only(given, List.copyOf(found));
    }

    private static void addWhenLike(String given, String workflowId, TreeSet<String> found) {
        if (workflowId.startsWith(given) || brief(workflowId, Integer.MAX_VALUE).startsWith(given)) {
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
                            + found.stream().limit(3).map(id -> brief(id, 20)).collect(Collectors.joining(", "))
                            + "; give more of the id");
        }
        return found.get(0);
    }

    /** The beginning of the document's digest, which is enough for a person to type. */
    static String brief(String workflowId) {
        return brief(workflowId, 12);
    }

    private static String brief(String workflowId, int digits) {
        String last = workflowId.substring(workflowId.lastIndexOf('/') + 1);
        return last.substring(0, Math.min(digits, last.length()));
    }
}
