package dev.ratchet.starter;

import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Explanation;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Request;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Verdict;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Invoice runs, through Temporal. */
final class Runs implements AutoCloseable {
    private static final int SUCCESSORS = 10;

    /** What became of a document that was handed in. */
    sealed interface Submitted {}

    /** Its run, started now or still open, has come to rest like this. */
    record Settled(Status status) implements Submitted {}

    /** A finished run of the same bytes had decided before; nothing was started. */
    record Earlier(Status status) implements Submitted {}

    /** It ended without a decision. */
    record Failed(String code, String why) implements Submitted {}

    /** Started, and nobody waited for it. */
    record Started() implements Submitted {}

    private final Temporal temporal;
    private final WorkflowClient client;

    Runs(Temporal temporal) {
        this.temporal = temporal;
        this.client = temporal.client();
    }

    /** @throws Unreachable within seconds when nothing listens there */
    static Runs open(Surroundings surroundings) {
        return new Runs(Temporal.open(surroundings));
    }

    /**
     * Waits as long as it takes: while no worker answers, or Temporal is away for less than a minute, it asks again,
     * and says so once. Asking twice starts nothing twice, because the id comes from the bytes.
     *
     * @param again whether a finished run of the same bytes is run once more instead of being told
     */
    Submitted submit(DocumentRef document, String name, String submitter, boolean again) {
        String id = InvoiceWorkflow.workflowId(document.tenant(), document.digest());
        Asking asking = new Asking(temporal);
        boolean asked = false;
        while (true) {
            try {
                Status status = settled(id, again && !asked, Request.of(document, name, submitter));
                if (status.standing() != Standing.RUNNING) {
                    return new Settled(status);
                }
                asking.answered();
            } catch (WorkflowUpdateTimeoutOrCancelledException e) {
                asking.silent();
            } catch (WorkflowUpdateException e) {
                // the run ended before it could answer: its end is the answer
                return ended(id, Settled::new);
            } catch (RuntimeException e) {
                if (Asking.finished(e)) {
                    return ended(id, asked ? Settled::new : Earlier::new);
                }
                asking.failed(e);
            }
            asked = true;
            asking.pause();
        }
    }

    private Status settled(String id, boolean again, Request request) {
        InvoiceWorkflow run = client.newWorkflowStub(InvoiceWorkflow.class, options(id, again));
        return WorkflowClient.executeUpdateWithStart(
                run::settled,
                UpdateOptions.<Status>newBuilder().build(),
                new WithStartWorkflowOperation<>(run::run, request));
    }

    /**
     * As {@link #submit}, for a run that a batch says is there: nothing is started, but what has vanished meanwhile.
     *
     * @param ours whether the batch of that id belongs to this submission; what another run has decided was decided before
     */
    Submitted own(DocumentRef document, String name, String submitter, Predicate<String> ours) {
        String id = InvoiceWorkflow.workflowId(document.tenant(), document.digest());
        Asking asking = new Asking(temporal);
        while (true) {
            try {
                Status status = stub(id).settled();
                if (status.standing() != Standing.RUNNING) {
                    return new Settled(status);
                }
                asking.answered();
            } catch (WorkflowUpdateTimeoutOrCancelledException e) {
                asking.silent();
            } catch (WorkflowNotFoundException | WorkflowUpdateException e) {
                Optional<String> parent = known(() -> parent(id));
                return parent.isEmpty()
                        ? submit(document, name, submitter, false)
                        : ended(id, ours.test(parent.get()) ? Settled::new : Earlier::new);
            } catch (RuntimeException e) {
                asking.failed(e);
            }
            asking.pause();
        }
    }

    /** Workflow id of who started a run; blank when that was no workflow. */
    private String parent(String id) {
        WorkflowExecution parent = client.newUntypedWorkflowStub(id).describe().getParentExecution();
        return parent == null ? "" : parent.getWorkflowId();
    }

    /** As {@link #submit}, but waits for nothing. */
    Submitted start(DocumentRef document, String name, String submitter, boolean again) {
        String id = InvoiceWorkflow.workflowId(document.tenant(), document.digest());
        InvoiceWorkflow run = client.newWorkflowStub(InvoiceWorkflow.class, options(id, again));
        try {
            WorkflowClient.start(run::run, Request.of(document, name, submitter));
            return new Started();
        } catch (RuntimeException e) {
            if (Asking.finished(e)) {
                return ended(id, Earlier::new);
            }
            throw temporal.told(e);
        }
    }

    private static WorkflowOptions options(String id, boolean again) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowIdReusePolicy(
                        again
                                ? WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE
                                : WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                .build();
    }

    private Submitted ended(String id, Function<Status, Submitted> decided) {
        try {
            return decided.apply(client.newUntypedWorkflowStub(id).getResult(Status.class));
        } catch (WorkflowFailedException e) {
            ApplicationFailure why = Temporal.causeOf(e, ApplicationFailure.class);
            return why == null
                    ? new Failed("FAILED", "the run was ended from outside: " + e.getWorkflowCloseEventType())
                    : new Failed(why.getType(), "the run failed: " + why.getOriginalMessage());
        } catch (RuntimeException e) {
            throw temporal.told(e);
        }
    }

    /** Empty when Temporal has no such run, or no longer. */
    Optional<Status> status(String id) {
        return known(() -> stub(id).status());
    }

    /** Empty when Temporal has no such run, or no longer. */
    Optional<Explanation> explain(String id) {
        return known(() -> stub(id).explain());
    }

    /** @throws Refused when the run has ended or does not take the decision */
    Status decide(String id, Verdict verdict) {
        return rest(id, update(() -> stub(id).decide(verdict)));
    }

    /** @throws Refused when the run has ended or does not wait */
    Status recheck(String id, String by) {
        return rest(id, update(() -> stub(id).recheck(by)));
    }

    /**
     * The run's state once it has ended or waits for a person; at once when it does already. A run that continues as new
     * answers RUNNING: then its successor is asked, at most {@link #SUCCESSORS} times.
     */
    Status rest(String id, Status now) {
        try {
            Status latest = now;
            for (int asked = 0; latest.standing() == Standing.RUNNING && asked < SUCCESSORS; asked++) {
                latest = stub(id).settled();
            }
            return latest;
        } catch (WorkflowNotFoundException | WorkflowUpdateException e) {
            return result(id);
        } catch (RuntimeException e) {
            throw temporal.told(e);
        }
    }

    /** Completes when the run has ended; exceptionally when it failed. */
    CompletableFuture<Status> end(String id) {
        return client.newUntypedWorkflowStub(id).getResultAsync(Status.class);
    }

    private Status result(String id) {
        try {
            return client.newUntypedWorkflowStub(id).getResult(Status.class);
        } catch (RuntimeException e) {
            throw temporal.told(e);
        }
    }

    private InvoiceWorkflow stub(String id) {
        return client.newWorkflowStub(InvoiceWorkflow.class, id);
    }

    private <T> Optional<T> known(Supplier<T> query) {
        try {
            return Optional.of(query.get());
        } catch (WorkflowNotFoundException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw temporal.told(e);
        }
    }

    private Status update(Supplier<Status> update) {
        try {
            return update.get();
        } catch (WorkflowNotFoundException e) {
            throw new Refused("ENDED", "that run has ended, or never was; 'ratchet status' tells");
        } catch (RuntimeException e) {
            throw temporal.told(e);
        }
    }

    @Override
    public void close() {
        temporal.close();
    }
}
