package dev.ratchet.workflows.evaluation;

import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Measured;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Opened;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest;
import dev.ratchet.workflows.evaluation.EvaluationAction.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run knows, however many questions there are. Absent facts are not known yet.
 *
 * @param intake the request as it was uploaded
 * @param measured how many questions were
 * @param results of them, in the content store
 * @param micros what they cost
 * @param dearest of them
 * @param stopped why the others will not be measured
 */
record EvaluationState(
        Phase phase,
        DocumentRef intake,
        EvaluationRequest request,
        @Nullable Opened cases,
        int measured,
        @Nullable Digest results,
        long micros,
        long dearest,
        @Nullable Finding stopped,
        @Nullable Outcome outcome) {

    /** Where a run stands, and the allowed-table: what may be proposed there. */
    enum Phase {
        RECEIVED(Kind.OPEN_CASES),
        SEARCHING(Kind.SEARCH_NEXT),
        ASKING(Kind.ASK_NEXT),
        REPORTING(Kind.WRITE_REPORT),
        ENDED();

        private final List<Kind> legal;

        Phase(Kind... legal) {
            this.legal = List.of(legal);
        }

        List<Kind> legal() {
            return legal;
        }
    }

    static EvaluationState received(DocumentRef intake, EvaluationRequest request) {
        return new EvaluationState(Phase.RECEIVED, intake, request, null, 0, null, 0, 0, null, null);
    }

    /** 0 before the questions were read. */
    int left() {
        return cases == null ? 0 : cases.questions() - measured;
    }

    EvaluationState in(Phase next) {
        return new EvaluationState(next, intake, request, cases, measured, results, micros, dearest, stopped, outcome);
    }

    EvaluationState opened(Opened found) {
        return new EvaluationState(phase, intake, request, found, measured, results, micros, dearest, stopped, outcome);
    }

    EvaluationState after(Measured some) {
        return new EvaluationState(
                phase,
                intake,
                request,
                cases,
                measured + some.count(),
                some.results(),
                micros + some.micros(),
                Math.max(dearest, some.dearest()),
                stopped,
                outcome);
    }

    EvaluationState stopped(Finding why) {
        return new EvaluationState(
                Phase.REPORTING, intake, request, cases, measured, results, micros, dearest, why, outcome);
    }

    EvaluationState ended(Outcome how) {
        return new EvaluationState(
                Phase.ENDED, intake, request, cases, measured, results, micros, dearest, stopped, how);
    }
}
