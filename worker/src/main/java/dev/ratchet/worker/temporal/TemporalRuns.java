package dev.ratchet.worker.temporal;

import dev.ratchet.activities.Failures;
import dev.ratchet.worker.web.LiveRuns;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.library.LibraryActivities;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.library.LibraryWorkflow;
import dev.ratchet.workflows.library.RemovalWorkflow;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.AgentWorkflow;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.run.UpdateRefusal;
import dev.ratchet.workflows.temporal.RunOptions;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The gateway's way to the runs in Temporal. */
public final class TemporalRuns implements LiveRuns {
    /** A run that looks again may ask a model meanwhile; nobody at a gateway waits for that. */
    private static final long DECIDED_SECONDS = 15;

    private final WorkflowClient client;

    public TemporalRuns(TemporalConnection temporal) {
        this.client = temporal.client();
    }

    @Override
    public boolean start(AgentEntry agent, RunRequest request, boolean again) throws Unavailable {
        WorkflowStub run = client.newUntypedWorkflowStub(agent.workflowType(), RunOptions.of(agent, request, again));
        try {
            run.start(request);
            return true;
        } catch (WorkflowExecutionAlreadyStarted e) {
            return false;
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Optional<RunSummary> status(String workflowId) throws Unavailable, Refused {
        return asked(workflowId, AgentWorkflow::status);
    }

    @Override
    public Optional<Explanation> explain(String workflowId) throws Unavailable, Refused {
        return asked(workflowId, AgentWorkflow::explain);
    }

    private <T> Optional<T> asked(String workflowId, Function<AgentWorkflow, T> query) throws Unavailable, Refused {
        try {
            return Optional.of(query.apply(client.newWorkflowStub(AgentWorkflow.class, workflowId)));
        } catch (WorkflowNotFoundException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            requireNotFailed(workflowId);
            throw unavailable(e);
        }
    }

    @Override
    public Optional<RunSummary> result(String workflowId, Duration wait) throws Unavailable, Refused {
        try {
            return Optional.of(client.newUntypedWorkflowStub(workflowId)
                    .getResult(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS, RunSummary.class));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (WorkflowFailedException e) {
            throw failed(e);
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void finishRemoval(TenantId tenant, String document) throws Unavailable {
        WorkflowStub removal = client.newUntypedWorkflowStub(
                RemovalWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(RemovalWorkflow.workflowId(tenant, document))
                        .setTaskQueue(LibraryWorkflow.TASK_QUEUE)
                        .build());
        try {
            removal.start(new LibraryActivities.Removal(tenant, document));
        } catch (WorkflowExecutionAlreadyStarted e) {
            // it looks at the tables until nothing is left
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    @Override
    public RunSummary decide(String workflowId, PersonDecision decision) throws Unavailable, Refused {
        try {
            return client.newUntypedWorkflowStub(workflowId)
                    .startUpdate(
                            UpdateOptions.newBuilder(RunSummary.class)
                                    .setUpdateName("decide")
                                    .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                                    .build(),
                            decision)
                    .getResultAsync()
                    .orTimeout(DECIDED_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (WorkflowNotFoundException e) {
            throw ended();
        } catch (RuntimeException e) {
            if (Failures.causeOf(e, WorkflowNotFoundException.class) != null) {
                throw ended();
            }
            if (e instanceof CompletionException && e.getCause() instanceof TimeoutException) {
                return status(workflowId).orElseThrow(TemporalRuns::ended);
            }
            ApplicationFailure why = Failures.causeOf(e, ApplicationFailure.class);
            if (why != null && Failures.causeOf(e, WorkflowUpdateException.class) != null) {
                UpdateRefusal refusal = UpdateRefusal.of("REFUSED", why.getOriginalMessage());
                throw new Refused(refusal.code(), refusal.why());
            }
            throw unavailable(e);
        }
    }

    private static Refused ended() {
        return new Refused("ENDED", "that run has ended, or never was started; 'ratchet status' shows which");
    }

    /** A run that failed at its very start answers no question. */
    private void requireNotFailed(String workflowId) throws Refused {
        try {
            WorkflowStub run = client.newUntypedWorkflowStub(workflowId);
            if (run.describe().getCloseTime() != null) {
                run.getResult(1, TimeUnit.SECONDS, RunSummary.class);
            }
        } catch (WorkflowFailedException e) {
            throw failed(e);
        } catch (RuntimeException | TimeoutException e) {
            // whoever asked is told why the question itself was not answered
        }
    }

    private static Refused failed(WorkflowFailedException e) {
        ApplicationFailure why = Failures.causeOf(e, ApplicationFailure.class);
        return why == null
                ? new Refused("FAILED", "the run was ended from outside")
                : new Refused(why.getType(), "the run failed: " + why.getOriginalMessage());
    }

    private static Unavailable unavailable(RuntimeException e) {
        return new Unavailable("Temporal or the workers do not answer the gateway now; try again in a minute", e);
    }
}
