package dev.ratchet.activities.reconciliation;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One run of the server against what the database has under its workflow id. */
public final class Comparison {
    private Comparison() {}

    /**
     * A run that works right now is never a difference: it records itself, and finds the effect that it had.
     *
     * @param recorded every run under the same workflow id, in any order
     * @return {@link DifferenceKind#RECORD_LOST} also where the run's result may tell of an effect; see {@link #lost}
     */
    public static Optional<DifferenceKind> of(ServerRun server, List<RecordedState> recorded) {
        Optional<RecordedState> own = recorded.stream()
                .filter(each -> each.summary().run().equals(server.run()))
                .findFirst();
        return switch (server.state()) {
            case RUNNING -> Optional.empty();
            case WAITING -> waiting(server, own);
            case ENDED, FAILED -> ended(server, own, recorded);
            case FORCED ->
                own.filter(each -> !each.ended())
                        .filter(each -> latest(recorded).filter(each::equals).isPresent())
                        .map(each -> DifferenceKind.ENDED_BY_FORCE);
        };
    }

    private static Optional<DifferenceKind> waiting(ServerRun server, Optional<RecordedState> own) {
        if (own.isEmpty() || own.get().summary().status() == RunStatus.RUNNING) {
            return Optional.of(DifferenceKind.WAITING_NOT_RECORDED);
        }
        if (own.get().ended()) {
            return Optional.of(DifferenceKind.STILL_OPEN);
        }
        if (!own.get().requested()) {
            return Optional.of(DifferenceKind.WAITING_NOT_RECORDED);
        }
        RunSummary.Waiting shown = own.get().summary().waiting();
        Digest request = server.request();
        return request != null && shown != null && !request.equals(shown.request())
                ? Optional.of(DifferenceKind.WAITS_FOR_ANOTHER)
                : Optional.empty();
    }

    /** What was recorded under the same workflow id after the run's end replaced it. */
    private static Optional<DifferenceKind> ended(
            ServerRun server, Optional<RecordedState> own, List<RecordedState> recorded) {
        Instant end = Objects.requireNonNull(server.endedAt());
        boolean told = own.filter(RecordedState::ended).isPresent()
                || recorded.stream().anyMatch(each -> each.changedAt().isAfter(end));
        if (told) {
            return Optional.empty();
        }
        return Optional.of(
                server.state() == ServerRun.State.FAILED
                        ? DifferenceKind.FAILURE_NOT_RECORDED
                        : DifferenceKind.RECORD_LOST);
    }

    /**
     * What was lost with the end of a run.
     *
     * @param done whether the run's result says that it did what it is for
     * @param performs whether its agent does that by an effect
     * @param performed whether the effect log has the effect all the same
     */
    public static DifferenceKind lost(boolean done, boolean performs, boolean performed) {
        return done && performs && !performed ? DifferenceKind.EFFECT_LOST : DifferenceKind.RECORD_LOST;
    }

    /**
     * A run that the server does not know: forgotten after its end, which is as it should be, or lost.
     *
     * @param recorded every run under one workflow id, in any order
     */
    public static Optional<DifferenceKind> unknown(List<RecordedState> recorded) {
        return latest(recorded).filter(each -> !each.ended()).map(each -> DifferenceKind.WAITS_NOWHERE);
    }

    /** The one that was recorded last. */
    public static Optional<RecordedState> latest(List<RecordedState> recorded) {
        return recorded.stream().max(Comparator.comparing(RecordedState::changedAt));
    }
}
