package dev.ratchet.starter.temporal;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.command.Unreachable;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.starter.live.Submitted;
import dev.ratchet.starter.live.Submitted.DecidedBefore;
import dev.ratchet.starter.live.Submitted.Failed;
import dev.ratchet.starter.live.Submitted.Settled;
import dev.ratchet.starter.live.Submitted.Started;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.AgentWorkflow;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.RunOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Runs in Temporal itself. */
public final class RunClient implements LiveRuns {
    private static final int SUCCESSORS = 10;

    private final TemporalConnection temporal;
    private final WorkflowClient client;

    public RunClient(TemporalConnection temporal) {
        this.temporal = temporal;
        this.client = temporal.client();
    }

    /** @throws Unreachable within seconds when nothing listens there */
    public static RunClient open(CommandContext context) {
        return new RunClient(TemporalConnection.open(context));
    }

    /** {@link RetryPolicy} says when it asks again. */
    @Override
    public Submitted submit(AgentEntry agent, RunRequest request, boolean again) {
        String id = request.workflowId(agent.name());
        RetryPolicy retry = new RetryPolicy(temporal);
        boolean asked = false;
        while (true) {
            try {
                RunSummary now = settled(agent, request, again && !asked);
                if (now.status() != RunStatus.RUNNING) {
                    return new Settled(now);
                }
                retry.answered();
            } catch (WorkflowUpdateTimeoutOrCancelledException e) {
                retry.silent();
            } catch (WorkflowUpdateException e) {
                // the run ended before it could answer: its result is the answer
                return ended(id, Settled::new);
            } catch (RuntimeException e) {
                if (RetryPolicy.alreadyFinished(e)) {
                    return ended(id, asked ? Settled::new : DecidedBefore::new);
                }
                if (RetryPolicy.endedAtOnce(e) && exists(id)) {
                    return ended(id, Settled::new);
                }
                retry.failed(e);
            }
            asked = true;
            retry.pause();
        }
    }

    private RunSummary settled(AgentEntry agent, RunRequest request, boolean again) {
        UpdateOptions<RunSummary> settled = UpdateOptions.newBuilder(RunSummary.class)
                .setUpdateName("settled")
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build();
        return newRun(agent, request, again).executeUpdateWithStart(settled, new Object[0], new Object[] {request});
    }

    /**
     * As {@link #submit}, for a run that a batch has started. A run is started only when that one has vanished meanwhile.
     *
     * @param ownBatch whether the batch with that workflow id belongs to this submission; a run of another batch counts
     *     as decided before
     */
    public Submitted awaitOwnRun(AgentEntry agent, RunRequest request, Predicate<String> ownBatch) {
        String id = request.workflowId(agent.name());
        RetryPolicy retry = new RetryPolicy(temporal);
        while (true) {
            try {
                RunSummary now = stub(id).settled();
                if (now.status() != RunStatus.RUNNING) {
                    return new Settled(now);
                }
                retry.answered();
            } catch (WorkflowUpdateTimeoutOrCancelledException e) {
                retry.silent();
            } catch (WorkflowNotFoundException | WorkflowUpdateException e) {
                Optional<String> parent = known(() -> parent(id));
                return parent.isEmpty()
                        ? submit(agent, request, false)
                        : ended(id, ownBatch.test(parent.get()) ? Settled::new : DecidedBefore::new);
            } catch (RuntimeException e) {
                retry.failed(e);
            }
            retry.pause();
        }
    }

    /** The workflow id of the parent of a run; blank when it has no parent. */
    private String parent(String id) {
        WorkflowExecution parent = client.newUntypedWorkflowStub(id).describe().getParentExecution();
        return parent == null ? "" : parent.getWorkflowId();
    }

    @Override
    public Submitted start(AgentEntry agent, RunRequest request, boolean again) {
        try {
            newRun(agent, request, again).start(request);
            return new Started();
        } catch (RuntimeException e) {
            if (RetryPolicy.alreadyFinished(e)) {
                return ended(request.workflowId(agent.name()), DecidedBefore::new);
            }
            throw temporal.translate(e);
        }
    }

    private WorkflowStub newRun(AgentEntry agent, RunRequest request, boolean again) {
        return client.newUntypedWorkflowStub(agent.workflowType(), RunOptions.of(agent, request, again));
    }

    private Submitted ended(String id, Function<RunSummary, Submitted> decided) {
        try {
            return decided.apply(client.newUntypedWorkflowStub(id).getResult(RunSummary.class));
        } catch (WorkflowFailedException e) {
            ApplicationFailure why = TemporalConnection.causeOf(e, ApplicationFailure.class);
            return why == null
                    ? new Failed("FAILED", "the run was ended from outside: " + e.getWorkflowCloseEventType())
                    : new Failed(why.getType(), "the run failed: " + why.getOriginalMessage());
        } catch (RuntimeException e) {
            throw temporal.translate(e);
        }
    }

    @Override
    public boolean exists(String id) {
        return known(() -> client.newUntypedWorkflowStub(id).describe()).isPresent();
    }

    @Override
    public Optional<RunSummary> status(String id) {
        return known(() -> stub(id).status());
    }

    @Override
    public Optional<Explanation> explain(String id) {
        return known(() -> stub(id).explain());
    }

    @Override
    public RunSummary decide(String id, PersonDecision decision) {
        return awaitSettled(id, update(() -> stub(id).decide(decision)));
    }

    /**
     * The run's status when it has ended or waits for a person. A run that continues as new answers RUNNING: then its
     * successor is asked, at most {@link #SUCCESSORS} times.
     */
    RunSummary awaitSettled(String id, RunSummary now) {
        try {
            RunSummary latest = now;
            for (int asked = 0; latest.status() == RunStatus.RUNNING && asked < SUCCESSORS; asked++) {
                latest = stub(id).settled();
            }
            return latest;
        } catch (WorkflowNotFoundException | WorkflowUpdateException e) {
            return result(id);
        } catch (RuntimeException e) {
            throw temporal.translate(e);
        }
    }

    private RunSummary result(String id) {
        try {
            return client.newUntypedWorkflowStub(id).getResult(RunSummary.class);
        } catch (RuntimeException e) {
            throw temporal.translate(e);
        }
    }

    private AgentWorkflow stub(String id) {
        return client.newWorkflowStub(AgentWorkflow.class, id);
    }

    private <T> Optional<T> known(Supplier<T> query) {
        try {
            return Optional.of(query.get());
        } catch (WorkflowNotFoundException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw temporal.translate(e);
        }
    }

    private RunSummary update(Supplier<RunSummary> update) {
        try {
            return update.get();
        } catch (WorkflowNotFoundException e) {
            throw new Refused("ENDED", "that run has ended, or never was started; 'ratchet status' shows which");
        } catch (RuntimeException e) {
            throw temporal.translate(e);
        }
    }

    @Override
    public void close() {
        temporal.close();
    }
}
