package dev.ratchet.worker;

import dev.ratchet.activities.verification.ChainHead;
import dev.ratchet.worker.operations.Schedules;
import dev.ratchet.worker.poison.PoisonQueue;
import dev.ratchet.worker.poison.PoisonWatch;
import dev.ratchet.worker.reconciliation.Reconciler;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.worker.web.LiveRuns;
import dev.ratchet.worker.web.operations.Operations;
import dev.ratchet.workflows.gateway.operations.PoisonRequest;
import dev.ratchet.workflows.gateway.operations.PoisonedRun;
import dev.ratchet.workflows.gateway.operations.ReconcileReport;
import dev.ratchet.workflows.gateway.operations.ScheduleRequest;
import dev.ratchet.workflows.gateway.operations.ScheduleStanding;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import io.temporal.client.schedules.ScheduleException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gateway's way to what concerns all runs in Temporal; looks for poison pills by itself until it is closed. */
public final class TemporalOperations implements Operations, AutoCloseable {
    private final Reconciler reconciler;
    private final Schedules schedules;
    private final PoisonQueue poison;
    private final PoisonWatch watch;

    public TemporalOperations(TemporalConnection temporal, Capabilities capabilities) {
        Upkeep upkeep = new Upkeep(temporal, capabilities);
        this.reconciler = upkeep.reconciler();
        this.schedules = upkeep.schedules();
        this.poison = upkeep.poisonQueue();
        this.watch = PoisonWatch.start(poison);
    }

    @Override
    public ReconcileReport reconcile(@Nullable Instant since, boolean repair, @Nullable ChainHead head)
            throws LiveRuns.Unavailable, LiveRuns.Refused, IOException {
        Instant from = since == null ? Instant.now().minus(Reconciler.LOOK_BACK) : since;
        try {
            return reconciler.reconcile(from, repair, head);
        } catch (Reconciler.Unsupported e) {
            throw new LiveRuns.Refused("RUNS_NOT_LISTED", String.valueOf(e.getMessage()));
        } catch (WorkflowException | StatusRuntimeException e) {
            throw unavailable(e);
        }
    }

    @Override
    public List<ScheduleStanding> schedules() throws LiveRuns.Unavailable, LiveRuns.Refused {
        return answered(schedules::list);
    }

    @Override
    public void change(ScheduleRequest wish, String person) throws LiveRuns.Unavailable, LiveRuns.Refused {
        var unused = answered(() -> {
            switch (wish.change()) {
                case PAUSE -> schedules.pause(wish.name(), wish.why() + " (" + person + ")");
                case RESUME -> schedules.resume(wish.name(), "resumed by " + person);
                case RUN -> schedules.run(wish.name());
            }
            return wish;
        });
    }

    @Override
    public List<PoisonedRun> poisoned() throws LiveRuns.Unavailable, LiveRuns.Refused {
        return answered(poison::list);
    }

    @Override
    public void change(PoisonRequest wish, String person) throws LiveRuns.Unavailable, LiveRuns.Refused {
        var unused = answered(() -> {
            switch (wish.change()) {
                case MOVE -> poison.move(wish.workflowId(), wish.why(), person);
                case RELEASE -> poison.release(wish.workflowId(), wish.why(), person);
                case END -> poison.end(wish.workflowId(), wish.why(), person);
            }
            return wish;
        });
    }

    /** Nobody looks for poison pills any more. */
    @Override
    public void close() {
        watch.close();
    }

    private interface Asked<T> {
        T answer() throws Schedules.NoSchedule, PoisonQueue.Refusal;
    }

    private static <T> T answered(Asked<T> asked) throws LiveRuns.Unavailable, LiveRuns.Refused {
        try {
            return asked.answer();
        } catch (Schedules.NoSchedule e) {
            throw new LiveRuns.Refused("NO_SCHEDULE", String.valueOf(e.getMessage()));
        } catch (PoisonQueue.Refusal e) {
            throw new LiveRuns.Refused(e.code(), String.valueOf(e.getMessage()));
        } catch (ScheduleException | WorkflowException | StatusRuntimeException e) {
            throw unavailable(e);
        }
    }

    private static LiveRuns.Unavailable unavailable(RuntimeException e) {
        return new LiveRuns.Unavailable("Temporal does not answer the gateway now; try again in a minute", e);
    }
}
