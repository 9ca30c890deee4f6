package dev.ratchet.worker.web.operations;

import dev.ratchet.activities.verification.ChainHead;
import dev.ratchet.worker.web.LiveRuns;
import dev.ratchet.workflows.gateway.operations.PoisonRequest;
import dev.ratchet.workflows.gateway.operations.PoisonedRun;
import dev.ratchet.workflows.gateway.operations.ReconcileReport;
import dev.ratchet.workflows.gateway.operations.ScheduleRequest;
import dev.ratchet.workflows.gateway.operations.ScheduleStanding;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What concerns all runs of a tenant, and no single one. */
public interface Operations {

    /**
     * Compares runs, record and books.
     *
     * @param since runs that ended on the server before are not looked at; absent for the last thirty days
     * @param repair whether what can be repaired is repaired
     * @param head that the books must still hold; absent when none was kept
     */
    ReconcileReport reconcile(@Nullable Instant since, boolean repair, @Nullable ChainHead head)
            throws LiveRuns.Unavailable, LiveRuns.Refused, IOException;

    /** What the installation does by itself. */
    List<ScheduleStanding> schedules() throws LiveRuns.Unavailable, LiveRuns.Refused;

    /**
     * Pauses, resumes or begins one.
     *
     * @param person who does it, for whoever looks
     */
    void change(ScheduleRequest wish, String person) throws LiveRuns.Unavailable, LiveRuns.Refused;

    /** Runs that took their workers with them. */
    List<PoisonedRun> poisoned() throws LiveRuns.Unavailable, LiveRuns.Refused;

    /**
     * Moves, releases or ends one.
     *
     * @param person who does it, for whoever looks
     */
    void change(PoisonRequest wish, String person) throws LiveRuns.Unavailable, LiveRuns.Refused;

    /** Where nobody answers. */
    Operations OUT_OF_REACH = new Operations() {
        @Override
        public ReconcileReport reconcile(@Nullable Instant since, boolean repair, @Nullable ChainHead head)
                throws LiveRuns.Unavailable {
            throw outOfReach();
        }

        @Override
        public List<ScheduleStanding> schedules() throws LiveRuns.Unavailable {
            throw outOfReach();
        }

        @Override
        public void change(ScheduleRequest wish, String person) throws LiveRuns.Unavailable {
            throw outOfReach();
        }

        @Override
        public List<PoisonedRun> poisoned() throws LiveRuns.Unavailable {
            throw outOfReach();
        }

        @Override
        public void change(PoisonRequest wish, String person) throws LiveRuns.Unavailable {
            throw outOfReach();
        }

        private LiveRuns.Unavailable outOfReach() {
            return new LiveRuns.Unavailable("this gateway reaches no Temporal", null);
        }
    };
}
