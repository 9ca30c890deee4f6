package dev.ratchet.worker;

import dev.ratchet.worker.temporal.TemporalConnection;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A worker process that brings each run to its own point between two activities and holds it there, so that one kill
 * meets every run at another point.
 */
public final class HoldingWorker {
    private HoldingWorker() {}

    /**
     * Where a run is held.
     *
     * @param activity how many activities of the run have begun in this process, 1 or more
     * @param after whether the last of them has had its effect; its result is never told to anyone
     */
    public record Point(int activity, boolean after) {
        @Override
        public String toString() {
            return (after ? "after" : "before") + " activity " + activity;
        }
    }

    /** Writes what {@link #main} reads. */
    public static Path write(Path file, Map<String, Point> points) throws IOException {
        return Files.write(
                file,
                points.entrySet().stream()
                        .map(run -> run.getKey() + " " + run.getValue().activity() + " "
                                + run.getValue().after())
                        .toList());
    }

    private static Map<String, Point> read(Path file) throws IOException {
        Map<String, Point> points = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ");
            points.put(words[0], new Point(Integer.parseInt(words[1]), Boolean.parseBoolean(words[2])));
        }
        return points;
    }

    /**
     * @param arguments a file with workflow id, activity and {@code after} in each line. For each run that is held a
     *     line {@code held WORKFLOW_ID ACTIVITY_TYPE} is printed.
     */
    public static void main(String[] arguments) throws Exception {
        run(Agents.PRODUCT, holding(Path.of(arguments[0])));
    }

    /** Holds runs as that file says, which {@link #write} wrote. */
    public static WorkerInterceptor holding(Path file) throws IOException {
        return new Holding(read(file));
    }

    /** Runs these agents until the process is killed. */
    public static void run(Agents agents, WorkerInterceptor holding) throws Exception {
        Capabilities capabilities = Capabilities.open(WorkerConfig.from(System.getenv()), agents);
        TemporalConnection temporal = TemporalConnection.open(TemporalConnection.profile());
        capabilities.warm();
        WorkerFactory factory = WorkerFactory.newInstance(
                temporal.client(),
                WorkerFactoryOptions.newBuilder().setWorkerInterceptors(holding).build());
        capabilities.agents().register(factory, WorkerOptions::getDefaultInstance, capabilities);
        factory.start();
        new CountDownLatch(1).await();
    }

    /** Says which run is held, and at what; returns when the thread is interrupted, else never. */
    public static void hold(String run, String what) {
        System.out.println("held " + run + " " + what);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Holding extends AroundActivities {
        private final Map<String, Point> points;
        private final Map<String, AtomicInteger> begun = new ConcurrentHashMap<>();

        Holding(Map<String, Point> points) {
            this.points = points;
        }

        @Override
        protected ActivityOutput around(ActivityInfo activity, Supplier<ActivityOutput> execution) {
            String run = activity.getWorkflowId();
            int number =
                    begun.computeIfAbsent(run, first -> new AtomicInteger()).incrementAndGet();
            Point point = points.get(run);
            boolean here = point != null && point.activity() == number;
            // A held activity is tried again when its time is over.
            boolean beyond = point != null && point.activity() < number;
            if (beyond || (here && !point.after())) {
                hold(run, activity.getActivityType());
            }
            ActivityOutput output = execution.get();
            if (here) {
                hold(run, activity.getActivityType());
            }
            return output;
        }
    }
}
