package dev.ratchet.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.TestWorkers;
import dev.ratchet.workflows.temporal.Converters;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.List;
import java.util.function.Consumer;

/** The code as it is now, given a history: no server, no activity runs. */
public final class Replay {
    private final Consumer<Worker> registration;

    /** @param registration registers the workflow's implementation, as the real worker does */
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
            Worker worker = environment.newWorker("replay", TestWorkers.options());
            registration.accept(worker);
            WorkflowReplayer.replayWorkflowExecution(history, worker);
        }
        return listener.heard(history.getWorkflowExecution().getRunId());
    }

    /**
     * Whether the code still goes the way of the recording and asks the same. Activities are held against the history as
     * well as against what was heard: the replayer does not look at the type of a local activity.
     *
     * @throws Exception from the replayer when the code's commands are not those of the history
     * @throws AssertionError when they are, but something else is asked or answered
     */
    public void check(Golden golden) throws Exception {
        List<Ask> now = of(golden.history());
        assertThat(now)
                .as("%s: what the run asks and answers", golden)
                .isNotEmpty()
                .isEqualTo(golden.asked());
        assertThat(now.stream().filter(Ask::activity).map(Ask::name))
                .as("%s: activities of the history", golden)
                .containsExactlyElementsOf(Golden.activities(golden.history()));
    }
}
