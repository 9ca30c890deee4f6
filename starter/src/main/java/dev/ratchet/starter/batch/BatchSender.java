package dev.ratchet.starter.batch;

import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.temporal.ClosingRuns;
import dev.ratchet.starter.temporal.RetryPolicy;
import dev.ratchet.starter.temporal.TemporalConnection;
import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.batch.BatchWorkflow.Opening;
import dev.ratchet.workflows.batch.BatchWorkflow.Page;
import dev.ratchet.workflows.batch.BatchWorkflow.PageResult;
import dev.ratchet.workflows.batch.BatchWorkflow.Tally;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Starts one batch workflow, sends it pages and finishes it. Several threads may send pages. */
public final class BatchSender {
    /** The most pages in flight: as many as the batch takes. */
    public static final int IN_FLIGHT = BatchWorkflow.PAGES_IN_FLIGHT;

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration TOO_FAST = Duration.ofMillis(50);
    private static final Duration MOVING = Duration.ofMillis(20);

    /** How often a page is sent again after a refusal without a code, for example by a batch that is about to end. */
    private static final int UNCODED_REFUSALS = 20;

    /** A batch completes by itself only when it got no page for so long. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    /** The server's error for an update that a run accepted, and then ended or continued as new without an answer. */
    private static final String ABANDONED = "AcceptedUpdateCompletedWorkflow";

    /** The batch has ended, and takes no more pages. */
    public static final class BatchEnded extends Exception {
        private static final long serialVersionUID = 1;
        private final String code;

        BatchEnded(String code, String why) {
            super(why);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    private final TemporalConnection temporal;
    private final BatchType type;
    private final String workflowId;
    private final Opening opening;
    private final Duration quiet;
    private final SendOrder order = new SendOrder();
    private final Semaphore permits = new Semaphore(IN_FLIGHT);
    private final CountDownLatch firstAnswered = new CountDownLatch(1);
    private int admitted;
    private volatile long lastAnswer = System.nanoTime();

    public BatchSender(TemporalConnection temporal, BatchType type, String workflowId, Opening opening) {
        this(temporal, type, workflowId, opening, QUIET);
    }

    /** @param quiet after how long without a page a batch may have completed by itself */
    public BatchSender(
            TemporalConnection temporal, BatchType type, String workflowId, Opening opening, Duration quiet) {
        this.temporal = temporal;
        this.type = type;
        this.workflowId = workflowId;
        this.opening = opening;
        this.quiet = quiet;
    }

    String workflowId() {
        return workflowId;
    }

    /** Starts the workflow, unless it runs. */
    public void open() {
        RetryPolicy retry = new RetryPolicy(temporal);
        while (true) {
            try {
                WorkflowOptions options = WorkflowOptions.newBuilder()
                        .setWorkflowId(workflowId)
                        .setTaskQueue(type.taskQueue())
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .build();
                temporal.client()
                        .newUntypedWorkflowStub(type.workflowType(), options)
                        .start(opening);
                lastAnswer = System.nanoTime();
                return;
            } catch (RuntimeException e) {
                retry.failed(e);
                retry.pause();
            }
        }
    }

    /**
     * Waits until another page may be in flight, and returns its number. The caller must then send it. Pages are sent in
     * the order of their numbers; the second waits for the answer to the first, because the first finds cold caches. For
     * one thread only.
     */
    public int admit() throws InterruptedException {
        permits.acquire();
        if (admitted > 0) {
            firstAnswered.await();
        }
        admitted++;
        order.announce(admitted);
        return admitted;
    }

    /**
     * Returns when every document of the page is decided or has a run of its own.
     *
     * @throws Refused with a code, when the batch does not take this page
     */
    public PageResult submit(Page page) throws BatchEnded, InterruptedException {
        return sendInOrder(page, WorkflowUpdateStage.COMPLETED, WorkflowUpdateHandle::getResult);
    }

    /** Returns when the batch has accepted the page. */
    public void accept(Page page) throws BatchEnded, InterruptedException {
        sendInOrder(page, WorkflowUpdateStage.ACCEPTED, WorkflowUpdateHandle::getId);
    }

    private <T> T sendInOrder(
            Page page, WorkflowUpdateStage stage, Function<WorkflowUpdateHandle<PageResult>, T> answer)
            throws BatchEnded, InterruptedException {
        RetryPolicy retry = new RetryPolicy(temporal);
        UpdateOptions<PageResult> options = UpdateOptions.newBuilder(PageResult.class)
                .setUpdateName("submit")
                .setUpdateId("page-" + page.number())
                .setWaitForStage(stage)
                .build();
        int refusals = 0;
        try {
            while (true) {
                order.await(page.number());
                Duration pause = PAUSE;
                try {
                    T answered = answer.apply(stub().startUpdate(options, page));
                    lastAnswer = System.nanoTime();
                    return answered;
                } catch (WorkflowUpdateTimeoutOrCancelledException e) {
                    retry.silent();
                } catch (WorkflowNotFoundException e) {
                    checkEnded(retry);
                } catch (WorkflowUpdateException e) {
                    refusals++;
                    pause = refused(e, refusals);
                    retry.answered();
                } catch (RuntimeException e) {
                    pause = failed(retry, e);
                }
                order.announce(page.number());
                retry.pause(pause);
            }
        } finally {
            order.leave(page.number());
            firstAnswered.countDown();
            permits.release();
        }
    }

    /** The pause before the page is sent again. Throws when sending it again cannot help. */
    private Duration refused(WorkflowUpdateException e, int times) throws BatchEnded {
        ApplicationFailure why = TemporalConnection.causeOf(e, ApplicationFailure.class);
        if (why == null) {
            throw temporal.translate(e);
        }
        if (says(why, BatchWorkflow.TOO_FAST)) {
            return TOO_FAST;
        }
        if (says(why, BatchWorkflow.MOVING) || says(why, ABANDONED)) {
            return MOVING;
        }
        if (says(why, BatchWorkflow.CANCELLED)) {
            throw cancelled();
        }
        boolean byValidator = why.getType().contains(".");
        if (byValidator && times < UNCODED_REFUSALS) {
            return PAUSE;
        }
        throw temporal.translate(e);
    }

    /** The code is the failure's type, or the beginning of its message when a validator refused. */
    private static boolean says(ApplicationFailure why, String code) {
        return why.getType().equals(code) || why.getOriginalMessage().startsWith(code);
    }

    private static BatchEnded cancelled() {
        return new BatchEnded(
                BatchWorkflow.CANCELLED,
                "the batch was cancelled before it looked at this document; submit it again when it should be looked at");
    }

    /** The batch was not found: starts it again when it completed by itself, throws when it was ended. */
    private void checkEnded(RetryPolicy retry) throws BatchEnded {
        WorkflowExecutionStatus status;
        try {
            status = stub().describe().getStatus();
        } catch (RuntimeException e) {
            retry.failed(e);
            return;
        }
        switch (status) {
            case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW -> {}
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> {
                if (System.nanoTime() - lastAnswer < quiet.toNanos()) {
                    throw cancelled();
                }
                open();
            }
            case WORKFLOW_EXECUTION_STATUS_CANCELED -> throw cancelled();
            default ->
                throw new BatchEnded(
                        "BATCH_ENDED",
                        "the batch ended before it looked at this document ("
                                + status.name().replace("WORKFLOW_EXECUTION_STATUS_", "")
                                + "); see " + workflowId + " in the Web UI, and submit the document again");
        }
    }

    /**
     * Tells the batch that there are no more pages. A batch that has ended already counts as finished.
     *
     * @param stage ACCEPTED returns while it still works
     */
    public void finish(WorkflowUpdateStage stage) {
        RetryPolicy retry = new RetryPolicy(temporal);
        UpdateOptions<Tally> options = UpdateOptions.newBuilder(Tally.class)
                .setUpdateName("finish")
                .setUpdateId("finish")
                .setWaitForStage(stage)
                .build();
        while (true) {
            Duration pause = PAUSE;
            try {
                WorkflowUpdateHandle<Tally> handle = stub().startUpdate(options);
                if (stage == WorkflowUpdateStage.COMPLETED) {
                    handle.getResult();
                }
                return;
            } catch (WorkflowUpdateTimeoutOrCancelledException e) {
                retry.silent();
            } catch (WorkflowNotFoundException e) {
                return;
            } catch (WorkflowUpdateException e) {
                ApplicationFailure why = TemporalConnection.causeOf(e, ApplicationFailure.class);
                if (why == null || !why.getType().equals(ABANDONED)) {
                    return;
                }
            } catch (RuntimeException e) {
                pause = failed(retry, e);
            }
            retry.pause(pause);
        }
    }

    /** The pause before the request is sent again. Throws when sending it again cannot help. */
    private static Duration failed(RetryPolicy retry, RuntimeException e) {
        if (ClosingRuns.isCauseOf(e)) {
            retry.answered();
            return MOVING;
        }
        retry.failed(e);
        return PAUSE;
    }

    private WorkflowStub stub() {
        return temporal.client().newUntypedWorkflowStub(workflowId);
    }
}
