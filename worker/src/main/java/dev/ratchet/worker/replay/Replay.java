package dev.ratchet.worker.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.temporal.Converters;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The code as it is now, given a history: no server, no activity runs. */
public final class Replay {
    /** As the real worker's, for a machine that is busy. */
    private static final long DEADLOCK_MILLIS = 5_000;

    /** Of what differs, as much as a person reads. */
    private static final int SHOWN = 300;

    private final Consumer<Worker> registration;

    /** @param registration registers the workflows' implementations, as the real worker does */
    public Replay(Consumer<Worker> registration) {
        this.registration = registration;
    }

    /**
     * What the code asks for now.
     *
     * @throws Exception from the replayer when the code's commands are not those of the history
     */
    public List<Ask> of(WorkflowExecutionHistory history) throws Exception {
        Listener listener = new Listener();
        TestEnvironmentOptions options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Converters.dataConverter())
                        .build())
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(listener)
                        .build())
                .build();
        try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options)) {
            Worker worker = environment.newWorker(
                    "replay",
                    WorkerOptions.newBuilder()
                            .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS)
                            .build());
            registration.accept(worker);
            WorkflowReplayer.replayWorkflowExecution(history, worker);
        }
        return listener.heard(history.getWorkflowExecution().getRunId());
    }

    /**
     * In what the code differs from a recording: what it asks and answers, one line for each difference; empty when it goes the
     * same way. Activities are held against the history as well as against what was heard: the replayer does not look at the type
     * of a local activity.
     *
     * @throws Exception from the replayer when the code's commands are not those of the history
     */
    public List<String> differences(Golden golden) throws Exception {
        List<Ask> now = of(golden.history());
        List<String> differences = new ArrayList<>();
        if (now.isEmpty()) {
            differences.add("the run asks nothing");
        }
        for (int at = 0; at < Math.max(now.size(), golden.asked().size()); at++) {
            String before = at < golden.asked().size() ? golden.asked().get(at).toString() : "nothing more";
            String after = at < now.size() ? now.get(at).toString() : "nothing more";
            if (!before.equals(after)) {
                differences.add(difference("ask " + (at + 1), before, after));
            }
        }
        differences.addAll(activities(golden.history(), now, true));
        return differences;
    }

    /**
     * The same for a history of which nobody kept what was asked: commands, types of activities, and the inputs that the history
     * has. It may have been taken from a run that goes on.
     *
     * @throws Exception from the replayer when the code's commands are not those of the history
     */
    public List<String> differences(WorkflowExecutionHistory history) throws Exception {
        return activities(history, of(history), false);
    }

    /** @param whole whether the code may ask for nothing after the history's last activity */
    private static List<String> activities(WorkflowExecutionHistory history, List<Ask> now, boolean whole) {
        List<Activities.Recorded> before = Activities.of(history);
        List<Ask> after = now.stream().filter(Ask::activity).toList();
        List<String> differences = new ArrayList<>();
        for (int at = 0; at < before.size() || (whole && at < after.size()); at++) {
            String was = at < before.size() ? before.get(at).type() : "nothing more";
            String is = at < after.size() ? after.get(at).name() : "nothing more";
            if (!was.equals(is)) {
                differences.add(difference("activity " + (at + 1), was, is));
                continue;
            }
            List<JsonNode> inputs = before.get(at).inputs();
            if (inputs != null
                    && !inputs.toString().equals(after.get(at).arguments().toString())) {
                differences.add(difference(
                        "input of activity " + (at + 1) + ", " + is,
                        inputs.toString(),
                        after.get(at).arguments().toString()));
            }
        }
        return differences;
    }

    private static String difference(String what, String before, String now) {
        int same = 0;
        while (same < Math.min(before.length(), now.length()) && before.charAt(same) == now.charAt(same)) {
            same++;
        }
        int from = Math.max(0, same - SHOWN / 4);
        return what + ": was " + shown(before, from) + ", is " + shown(now, from);
    }

    private static String shown(String text, int from) {
        String cut = text.substring(Math.min(from, text.length()), Math.min(text.length(), from + SHOWN));
        return (from == 0 ? "" : "…") + cut + (from + SHOWN < text.length() ? "…" : "");
    }
}
