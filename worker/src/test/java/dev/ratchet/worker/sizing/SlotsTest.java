package dev.ratchet.worker.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One process with three task queues, whose work ends when the test says so. */
class SlotsTest {
    private static final int ACTIVITIES = 30;
    private static final int CONNECTIONS = 12;

    /** Nothing times out, and no workflow task ends early to say that it is not yet done. */
    private static final Duration HOLD = Duration.ofMinutes(1);

    private static final String BUSY = "busy";
    private static final Set<String> IDLE = new TreeSet<>(Set.of("idle", "idle too"));

    private final Crowd tasks = new Crowd();
    private final Crowd locals = new Crowd();
    private final Crowd activities = new Crowd();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<WorkflowStub> runs = new ArrayList<>();
    private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());

    /** How many are inside, and how many ever were at once. */
    private static final class Crowd {
        private int now;
        private int most;

        synchronized void enter() {
            most = Math.max(most, ++now);
        }

        synchronized void leave() {
            now--;
        }

        synchronized int now() {
            return now;
        }

        synchronized int most() {
            return most;
        }
    }

    @WorkflowInterface
    public interface Task {
        /** @param local whether it holds its workflow task meanwhile */
        @WorkflowMethod
        void run(boolean local);
    }

    @ActivityInterface(namePrefix = "local")
    public interface Local {
        @ActivityMethod
        void hold();
    }

    @ActivityInterface(namePrefix = "far")
    public interface Far {
        @ActivityMethod
        void hold();
    }

    @BeforeEach
    void start() {
        Slots slots = new Slots(new Sizing(600, ACTIVITIES, false), CONNECTIONS, queues().size());
        for (String queue : queues()) {
            Worker worker = temporal.newWorker(queue, slots.worker());
            worker.registerWorkflowImplementationFactory(Task.class, () -> this::run);
            worker.registerActivitiesImplementations((Local) () -> hold(locals), (Far) () -> hold(activities));
        }
        temporal.start();
    }

    private static Set<String> queues() {
        Set<String> queues = new TreeSet<>(IDLE);
        queues.add(BUSY);
        return queues;
    }

    private void run(boolean local) {
        if (local) {
            tasks.enter();
            Workflow.newLocalActivityStub(
                            Local.class,
                            LocalActivityOptions.newBuilder()
                                    .setStartToCloseTimeout(HOLD)
                                    .build())
                    .hold();
            tasks.leave();
        } else {
            Workflow.newActivityStub(
                            Far.class,
                            ActivityOptions.newBuilder()
                                    .setStartToCloseTimeout(HOLD)
                                    .build())
                    .hold();
        }
    }

    private void hold(Crowd crowd) {
        crowd.enter();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            crowd.leave();
        }
    }

    @AfterEach
    void close() {
        end.countDown();
        temporal.close();
    }

    @Test
    void a_busy_queue_has_the_whole_process_and_with_others_no_more() throws Exception {
        begin(BUSY, Sizing.WORKFLOW_TASKS, true);

        // Its own polls keep up to three slots, for tasks of runs that are cached; without company, too.
        reach("workflow tasks beside idle queues", tasks, Sizing.WORKFLOW_TASKS - 3);
        reach("local activities beside idle queues", locals, CONNECTIONS);

        for (String queue : IDLE) {
            begin(queue, Sizing.WORKFLOW_TASKS, true);
        }
        reach("workflow tasks of all queues", tasks, Sizing.WORKFLOW_TASKS);
        letThemCome();
        end.countDown();
        ended();

        assertThat(List.of(tasks.most(), locals.most()))
                .as("workflow tasks and local activities of all queues")
                .containsExactly(Sizing.WORKFLOW_TASKS, CONNECTIONS);
    }

    @Test
    void a_busy_queue_has_nine_tenths_of_the_activities_and_with_others_no_more_than_all() throws Exception {
        begin(BUSY, ACTIVITIES + 5, false);

        reach("activities beside idle queues", activities, ACTIVITIES * 9 / 10);

        for (String queue : IDLE) {
            begin(queue, ACTIVITIES, false);
        }
        reach("activities of all queues", activities, ACTIVITIES);
        letThemCome();
        end.countDown();
        ended();

        assertThat(activities.most()).as("activities of all queues").isEqualTo(ACTIVITIES);
    }

    @Test
    void every_queue_polls_and_slots_are_for_as_many_queues_as_was_said() {
        assertThat(new Sizing(600, 100, false).activityPollers(1)).isEqualTo(Sizing.POLLERS);
        assertThat(new Sizing(600, 100, false).activityPollers(6)).isEqualTo(2);
        assertThat(new Sizing(600, 3, false).activityPollers(3)).isEqualTo(1);

        Slots slots = new Slots(new Sizing(600, 2, false), CONNECTIONS, 2);
        assertThat(slots.worker()).isSameAs(slots.worker());
        assertThatIllegalStateException().isThrownBy(slots::worker).withMessageContaining("the 2 task queues");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Slots(new Sizing(600, 2, false), CONNECTIONS, 3))
                .withMessageContaining("2 activities at once")
                .withMessageContaining("3 task queues");
    }

    private void begin(String queue, int number, boolean local) {
        WorkflowClient client = temporal.getWorkflowClient();
        for (int i = 0; i < number; i++) {
            WorkflowStub run = client.newUntypedWorkflowStub(
                    "Task",
                    WorkflowOptions.newBuilder()
                            .setTaskQueue(queue)
                            .setWorkflowTaskTimeout(HOLD)
                            .build());
            run.start(local);
            runs.add(run);
        }
    }

    private void ended() throws Exception {
        for (WorkflowStub run : runs) {
            run.getResult(30, TimeUnit.SECONDS, Void.class);
        }
    }

    /** Long enough for a task that should not begin to begin. */
    private static void letThemCome() throws InterruptedException {
        Thread.sleep(1_000);
    }

    private static void reach(String what, Crowd crowd, int number) throws InterruptedException {
        for (int i = 0; i < 400 && crowd.now() < number; i++) {
            Thread.sleep(25);
        }
        assertThat(crowd.now()).as(what).isGreaterThanOrEqualTo(number);
    }
}
