package dev.ratchet.worker.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.temporal.Stubs;
import io.temporal.activity.ActivityInterface;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedAttemptsTest {
    private static final String QUEUE = "attempts";

    @ActivityInterface
    public interface Work {
        void work();
    }

    @WorkflowInterface
    public interface Asks {
        @WorkflowMethod
        void ask();
    }

    public static final class AsksImpl implements Asks {
        private final Work work = Stubs.quick(Work.class, "work");

        @Override
        public void ask() {
            work.work();
        }
    }

    private final AtomicInteger attempts = new AtomicInteger();
    private TestWorkflowEnvironment temporal;

    @BeforeEach
    void start() {
        temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new BoundedAttempts())
                        .build())
                .build());
    }

    @AfterEach
    void stop() {
        temporal.close();
    }

    private ApplicationFailure failureOf(Supplier<Throwable> thrown) {
        var worker = temporal.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(AsksImpl.class);
        worker.registerActivitiesImplementations((Work) () -> {
            attempts.incrementAndGet();
            Failures.guard(() -> {
                Throwable why = thrown.get();
                if (why instanceof Error error) {
                    throw error;
                }
                throw (Exception) why;
            });
        });
        temporal.start();
        Asks asks = temporal.getWorkflowClient()
                .newWorkflowStub(
                        Asks.class,
                        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
        WorkflowException failed = catchThrowableOfType(WorkflowException.class, asks::ask);
        assertThat(failed.getCause()).isInstanceOf(ActivityFailure.class);
        return (ApplicationFailure) failed.getCause().getCause();
    }

    @Test
    void an_error_is_tried_twice() {
        ApplicationFailure failure = failureOf(() -> new OutOfMemoryError("planted"));

        assertThat(failure.getType()).isEqualTo(FailureType.CRASHED.name());
        assertThat(failure.getOriginalMessage()).contains("OutOfMemoryError");
        assertThat(attempts).hasValue(2);
    }

    @Test
    void what_never_helps_is_tried_once() {
        ApplicationFailure failure = failureOf(() -> new IllegalArgumentException("planted"));

        assertThat(failure.getType()).isEqualTo(FailureType.BAD_INPUT.name());
        assertThat(attempts).hasValue(1);
    }

    @Test
    void what_may_pass_is_tried_on() {
        ApplicationFailure failure = failureOf(() -> attempts.get() < 5
                ? Failures.of(FailureType.DATABASE_UNAVAILABLE, "planted", null)
                : Failures.of(FailureType.DATABASE_REFUSED, "planted", null));

        assertThat(failure.getType()).isEqualTo(FailureType.DATABASE_REFUSED.name());
        assertThat(attempts).hasValue(5);
    }
}
