package dev.ratchet.worker.reconciliation;

import dev.ratchet.activities.approval.Approvals;
import dev.ratchet.worker.restart.Origin;
import dev.ratchet.worker.restart.Restarts;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalActivities;
import dev.ratchet.workflows.gateway.operations.ReconcileReport.Difference;
import dev.ratchet.workflows.gateway.operations.ReconcileReport.Standing;
import io.temporal.client.WorkflowException;

/** What is done about each kind of difference, and what a person is told to do about the others. */
final class Repairs {
    private static final String RECORDED = "ratchet reconcile: the record has how this run ended";

    private final TenantId tenant;
    private final Restarts restarts;
    private final Approvals approvals;

    Repairs(TenantId tenant, Restarts restarts, Approvals approvals) {
        this.tenant = tenant;
        this.restarts = restarts;
        this.approvals = approvals;
    }

    /** @param really whether it is done, or only told */
    Difference of(Found found, boolean really) {
        return switch (found.kind()) {
            case EFFECT_LOST, WAITS_NOWHERE, EFFECT_NOT_RECORDED -> again(found, false, really);
            case WAITING_NOT_RECORDED, WAITS_FOR_ANOTHER -> again(found, true, really);
            case RECORD_LOST ->
                found.micros() == 0
                        ? again(found, false, really)
                        : left(
                                found,
                                "its models would be paid again: if that is wanted, " + submitter(found)
                                        + " has it done again: " + command(found, true));
            case FAILURE_NOT_RECORDED ->
                left(found, "its history says why it failed; to try it again: " + command(found, false));
            case ENDED_BY_FORCE -> left(found, "nothing, or to have it done after all: " + command(found, false));
            case STILL_OPEN ->
                mended(
                        found,
                        really,
                        "ends it on the server; the record stands",
                        () -> restarts.end(found.workflowId(), RECORDED));
            case REQUEST_STALE ->
                mended(
                        found,
                        really,
                        "takes the request off the list",
                        () -> approvals.close(new ApprovalActivities.Closing(tenant, found.run())));
        };
    }

    private Difference again(Found found, boolean endsOpen, boolean really) {
        Origin origin = found.origin();
        if (origin == null) {
            return left(found, "nothing tells who brought it in: whoever did submits it again");
        }
        try {
            if (!really) {
                restarts.request(origin);
                return told(found, Standing.REPAIRABLE, "--repair starts it again from what was brought in");
            }
            String run = restarts.start(origin, endsOpen);
            return told(found, Standing.REPAIRED, "started again, run " + run + "; it goes on by itself");
        } catch (Restarts.Impossible e) {
            return left(
                    found,
                    e.getMessage() + "; " + submitter(found) + " brings it in again: " + command(found, true)
                            + ", then: ratchet reconcile --repair");
        } catch (WorkflowException e) {
            return left(found, "it could not be started again, so try once more: ratchet reconcile --repair");
        }
    }

    private static Difference mended(Found found, boolean really, String what, Runnable repair) {
        if (!really) {
            return told(found, Standing.REPAIRABLE, "--repair " + what);
        }
        try {
            repair.run();
            return told(found, Standing.REPAIRED, what);
        } catch (WorkflowException e) {
            return left(found, "the server did not take it, so try once more: ratchet reconcile --repair");
        }
    }

    private static String submitter(Found found) {
        return found.origin() == null ? "whoever brought it in" : found.origin().submitter();
    }

    /** What is typed depends on the agent alone; the file is the person's. */
    private static String command(Found found, boolean again) {
        String agent = RunRef.agent(found.workflowId());
        String file = found.origin() == null ? "FILE" : found.origin().name();
        return (agent.equals("invoice") ? "ratchet submit " : "ratchet start " + agent + " ")
                + (again ? "--again " : "")
                + (file.isBlank() ? "FILE" : "'" + file.replace("'", "'\\''") + "'");
    }

    private static Difference left(Found found, String next) {
        return told(found, Standing.LEFT, next);
    }

    private static Difference told(Found found, Standing standing, String next) {
        Origin origin = found.origin();
        return new Difference(
                found.kind().name(),
                found.workflowId(),
                found.run().runId(),
                origin == null ? null : origin.name(),
                found.kind().why(),
                standing,
                next);
    }
}
