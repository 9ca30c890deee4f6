package dev.ratchet.worker.sizing;

import dev.ratchet.worker.configuration.Reading;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much one worker process does at once, from however many task queues: {@link Slots} shares it among them. Everything
 * that waits for another limit here has that limit in its reason. Bytes per run and runs per second are from PLATFORM,
 * sections 1 and 3, measured on two cores; the limits themselves are reasoned from them.
 *
 * @param workflowsCached runs kept in memory between their tasks, 10 to 10,000. A run that waits holds a thread while it
 *     is cached: 119 KB on platform threads, 40 KB on virtual ones. One that was dropped is replayed from its history
 * @param activities that run at once, 1 to 1,000, at least one for each task queue: model calls, which wait, and pages of
 *     batches, which compute on a pool of their own as wide as the processors are many; more pages at once would only
 *     share those
 * @param virtualThreads stable since Java 21
 */
public record Sizing(int workflowsCached, int activities, boolean virtualThreads) {
    public static final String WORKFLOWS_CACHED = "RATCHET_WORKFLOWS_CACHED";
    public static final String ACTIVITIES_AT_ONCE = "RATCHET_ACTIVITIES_AT_ONCE";

    /**
     * Workflow tasks at once. A task computes for milliseconds between local activities, and holds its slot while those
     * wait for the database: eight callers get 54 runs a second out of two cores, 32 callers 59, so more slots bring
     * memory and no runs.
     */
    static final int WORKFLOW_TASKS = 32;

    /**
     * Local activities at once: as many as the database's pool has connections. Each reads or books on one connection; one
     * more would wait for a connection inside its slot, against the pool's three seconds, instead of outside.
     */
    static final int LOCAL_ACTIVITIES = 16;

    /**
     * Connections of the pool unless configured: one for every local activity, and four for activities and probes.
     * PostgreSQL's own limit is 100 unless it was raised: five workers, or fewer connections.
     */
    public static final int CONNECTIONS = LOCAL_ACTIVITIES + 4;

    /**
     * Pollers of each kind, for each task queue. A poll that finds a task costs one round trip, and a task takes longer
     * than that.
     */
    static final int POLLERS = 5;

    /**
     * The SDK's second is too short for a process that has just started, with a batch waiting and its classes not yet
     * loaded: it then breaks off tasks that would have succeeded, and they are done again.
     */
    static final long DEADLOCK_MILLIS = 5_000;

    public Sizing {
        if (workflowsCached < 10 || workflowsCached > 10_000) {
            throw new IllegalArgumentException("cached workflows must be 10 to 10,000, not " + workflowsCached);
        }
        if (activities < 1 || activities > 1_000) {
            throw new IllegalArgumentException("activities at once must be 1 to 1,000, not " + activities);
        }
    }

    /** As it is for this Java, but for what is set. */
    public static Sizing from(Reading reading) {
        Sizing usual = here();
        return new Sizing(
                reading.number(WORKFLOWS_CACHED, usual.workflowsCached(), 10, 10_000),
                reading.number(ACTIVITIES_AT_ONCE, usual.activities(), 1, 1_000),
                usual.virtualThreads());
    }

    /** For this Java. */
    public static Sizing here() {
        boolean virtual = Runtime.version().feature() >= 21;
        return new Sizing(virtual ? 2_000 : 600, 100, virtual);
    }

    /**
     * Every cached run holds one thread, and one that is doing something a second for each update it answers. On virtual
     * threads the number is only a guard.
     */
    int workflowThreads() {
        return 2 * workflowsCached + WORKFLOW_TASKS;
    }

    public WorkerFactoryOptions factory() {
        return WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(virtualThreads)
                .setWorkflowCacheSize(workflowsCached)
                .setMaxWorkflowThreadCount(workflowThreads())
                .build();
    }

    /**
     * How many tasks of each kind a process does at once.
     *
     * @param connections of the database's pool
     */
    public SortedMap<String, Integer> limits(int connections) {
        return new TreeMap<>(Map.of(
                "workflow", WORKFLOW_TASKS, "activity", activities, "local_activity", localActivities(connections)));
    }

    /**
     * The polls of idle queues hold slots for activities for as long as they find none: together a tenth at most, or one
     * each.
     */
    int activityPollers(int queues) {
        return queues == 1 ? POLLERS : Math.max(1, Math.min(POLLERS, activities / (10 * (queues - 1))));
    }

    /** Never more than there are connections for. */
    static int localActivities(int connections) {
        return Math.max(1, Math.min(LOCAL_ACTIVITIES, connections));
    }
}
