package dev.ratchet.worker.operations;

import dev.ratchet.activities.operation.OperationLog;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.operations.Operation;
import dev.ratchet.workflows.gateway.operations.ScheduleStanding;
import dev.ratchet.workflows.operations.OperationWorkflow;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleState;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schedules of a tenant: made where they are missing, brought up to date where a release changed them, never two of one kind at
 * a time. What was missed while the server was down is made up for within {@link #CATCH_UP}, once.
 */
public final class Schedules {
    /** Longer than a restart takes, shorter than would bring a night's work into the day. */
    static final Duration CATCH_UP = Duration.ofHours(2);

    private final ScheduleClient client;
    private final TenantId tenant;
    private final OperationLog log;

    public Schedules(WorkflowClient client, TenantId tenant, OperationLog log) {
        this.client = ScheduleClient.newInstance(
                client.getWorkflowServiceStubs(),
                ScheduleClientOptions.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setDataConverter(client.getOptions().getDataConverter())
                        .build());
        this.tenant = tenant;
        this.log = log;
    }

    /** When each is begun, by UTC. */
    private enum Plan {
        RECONCILE(Operation.Kind.RECONCILE, "30 2 * * *", "daily at 02:30 UTC"),
        RETENTION(Operation.Kind.RETENTION, "30 3 * * *", "daily at 03:30 UTC"),
        EXPIRY(Operation.Kind.EXPIRY, "10 * * * *", "hourly, ten past");

        private final Operation.Kind kind;
        private final String cron;
        private final String words;

        Plan(Operation.Kind kind, String cron, String words) {
            this.kind = kind;
            this.cron = cron;
            this.words = words;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** That the server keeps no schedules, or not the one of that name. */
    public static final class NoSchedule extends Exception {
        private static final long serialVersionUID = 1;

        NoSchedule(String why, @Nullable Throwable cause) {
            super(why, cause);
        }
    }

    public static List<String> names() {
        return Arrays.stream(Plan.values()).map(Plan::word).toList();
    }

    /**
     * Makes those that are missing and brings the others up to date; one that somebody paused stays paused.
     *
     * @throws NoSchedule where the server keeps none, as the one in memory
     */
    public void ensure() throws NoSchedule {
        for (Plan plan : Plan.values()) {
            try {
                client.createSchedule(
                        id(plan),
                        schedule(plan, null),
                        ScheduleOptions.newBuilder().build());
            } catch (ScheduleAlreadyRunningException e) {
                handle(plan)
                        .update(now -> new ScheduleUpdate(schedule(
                                plan, now.getDescription().getSchedule().getState())));
            } catch (ScheduleException | StatusRuntimeException e) {
                throw notKept(e);
            }
        }
    }

    private static NoSchedule notKept(RuntimeException e) {
        StatusRuntimeException status = e instanceof StatusRuntimeException direct
                ? direct
                : e.getCause() instanceof StatusRuntimeException cause ? cause : null;
        if (status != null && status.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
            return new NoSchedule(
                    "this Temporal keeps no schedules, as the embedded one in memory; a real server does", e);
        }
        throw e;
    }

    private String id(Plan plan) {
        return "ratchet/" + tenant + "/" + plan.word();
    }

    private ScheduleHandle handle(Plan plan) {
        return client.getHandle(id(plan));
    }

    private Schedule schedule(Plan plan, @Nullable ScheduleState state) {
        Schedule.Builder schedule = Schedule.newBuilder()
                .setAction(ScheduleActionStartWorkflow.newBuilder()
                        .setWorkflowType(OperationWorkflow.TYPE)
                        .setArguments(new Operation(tenant, plan.kind))
                        .setOptions(WorkflowOptions.newBuilder()
                                .setWorkflowId("upkeep/" + tenant + "/" + plan.word())
                                .setTaskQueue(OperationWorkflow.TASK_QUEUE)
                                .build())
                        .build())
                .setSpec(ScheduleSpec.newBuilder()
                        .setCronExpressions(List.of(plan.cron))
                        .build())
                .setPolicy(SchedulePolicy.newBuilder()
                        .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                        .setCatchupWindow(CATCH_UP)
                        .build());
        return state == null ? schedule.build() : schedule.setState(state).build();
    }

    /** In the order of their names in the plan. */
    public List<ScheduleStanding> list() throws NoSchedule {
        try {
            return Arrays.stream(Plan.values()).map(this::standing).toList();
        } catch (ScheduleException | StatusRuntimeException e) {
            throw notKept(e);
        }
    }

    private ScheduleStanding standing(Plan plan) {
        ScheduleDescription now = handle(plan).describe();
        ScheduleState state = now.getSchedule().getState();
        boolean paused = state != null && state.isPaused();
        Optional<OperationLog.Result> last = log.last(tenant, plan.word());
        return new ScheduleStanding(
                plan.word(),
                plan.words,
                paused,
                paused && state != null ? state.getNote() : null,
                paused ? null : next(now),
                last.map(OperationLog.Result::begun).orElse(null),
                last.map(each -> Duration.between(each.begun(), each.ended()).toMillis())
                        .orElse(0L),
                last.map(each -> (each.well() ? "" : "failed: ") + each.summary())
                        .orElse(null));
    }

    private static @Nullable Instant next(ScheduleDescription now) {
        List<Instant> times = now.getInfo().getNextActionTimes();
        return times.isEmpty() ? null : times.get(0);
    }

    /** @param note who did it and why */
    public void pause(String name, String note) throws NoSchedule {
        handle(plan(name)).pause(note);
    }

    public void resume(String name, String note) throws NoSchedule {
        handle(plan(name)).unpause(note);
    }

    /** Begins it now, unless it is being done. */
    public void run(String name) throws NoSchedule {
        handle(plan(name)).trigger(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP);
    }

    private static Plan plan(String name) throws NoSchedule {
        return Arrays.stream(Plan.values())
                .filter(each -> each.word().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSchedule("there is no schedule '" + name + "'; there are " + names(), null));
    }
}
