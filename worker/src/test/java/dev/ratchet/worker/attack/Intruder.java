package dev.ratchet.worker.attack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody can run who reaches Temporal and nothing else: a workflow of their own, under any id, on their own worker. */
@WorkflowInterface
public interface Intruder {
    String TASK_QUEUE = "intruder";

    /** One activity of the invoice agent's worker. */
    @WorkflowMethod
    Answer call(String activity, JsonNode argument);

    /** One activity after the other, whatever the ones before came to. */
    @WorkflowInterface
    interface History {
        @WorkflowMethod
        List<Answer> play(List<Step> steps);
    }

    /** The same, by a workflow that says that it is of the product's type. */
    @WorkflowInterface
    interface Imitator {
        @WorkflowMethod(name = InvoiceWorkflow.TYPE)
        Answer call(String activity, JsonNode argument);
    }

    record Step(String activity, JsonNode argument) {}

    /** @param failed type and message; absent when it answered */
    record Answer(@Nullable JsonNode value, @Nullable String failed) {}

    /** Goes on as the genuine workflow, with whatever past it likes. */
    @WorkflowInterface
    interface Impostor {
        @WorkflowMethod
        void become(RunRequest request);
    }

    final class Impl implements Intruder {
        @Override
        public Answer call(String activity, JsonNode argument) {
            ActivityOptions options = ActivityOptions.newBuilder()
                    .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                    .setStartToCloseTimeout(Duration.ofSeconds(30))
                    .setRetryOptions(
                            RetryOptions.newBuilder().setMaximumAttempts(1).build())
                    .build();
            try {
                return new Answer(
                        Workflow.newUntypedActivityStub(options).execute(activity, JsonNode.class, argument), null);
            } catch (ActivityFailure e) {
                ApplicationFailure why = (ApplicationFailure) e.getCause();
                return new Answer(null, why.getType() + ": " + why.getOriginalMessage());
            }
        }
    }

    final class HistoryImpl implements History {
        private final Impl intruder = new Impl();

        @Override
        public List<Answer> play(List<Step> steps) {
            return steps.stream()
                    .map(step -> intruder.call(step.activity(), step.argument()))
                    .toList();
        }
    }

    final class ImitatorImpl implements Imitator {
        @Override
        public Answer call(String activity, JsonNode argument) {
            return new Impl().call(activity, argument);
        }
    }

    final class ImpostorImpl implements Impostor {
        @Override
        public void become(RunRequest request) {
            Workflow.continueAsNew(
                    InvoiceWorkflow.TYPE,
                    ContinueAsNewOptions.newBuilder()
                            .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                            .build(),
                    request);
        }
    }
}
