package dev.ratchet.starter;

import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Opening;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Page;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Taken;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Tally;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
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

/** One batch workflow, as its submitter sees it. Pages may be sent by several threads. */
final class Lane {
    /** Pages that are under way at once: as many as the batch takes. */
    static final int IN_FLIGHT = InvoiceBatchWorkflow.PAGES_IN_FLIGHT;

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration TOO_FAST = Duration.ofMillis(50);
    private static final Duration MOVING = Duration.ofMillis(20);

    /** How often a page is sent again after a refusal without a code, such as by a batch that is about to end. */
    private static final int UNNAMED = 20;

    /** A batch that completed may have done so for want of pages only when none was sent for so long. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    /** What the server says of an update that was taken and then abandoned by a run that ended or continued as new. */
    private static final String ABANDONED = "AcceptedUpdateCompletedWorkflow";

    /** The batch has ended, and takes no more pages. */
    static final class Over extends Exception {
        private static final long serialVersionUID = 1;
        private final String code;

        Over(String code, String why) {
            super(why);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    private final Temporal temporal;
    private final String workflowId;
    private final Opening opening;
    private final Duration quiet;
    private final Turns turns = new Turns();
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final CountDownLatch begun = new CountDownLatch(1);
    private int admitted;
    private volatile long heard = System.nanoTime();

    Lane(Temporal temporal, String workflowId, Opening opening) {
        this(temporal, workflowId, opening, QUIET);
    }

    /** @param quiet after how long without a page a batch may have ended for want of pages */
    Lane(Temporal temporal, String workflowId, Opening opening, Duration quiet) {
        this.temporal = temporal;
        this.workflowId = workflowId;
        this.opening = opening;
        this.quiet = quiet;
    }

    String workflowId() {
        return workflowId;
    }

    /** Starts the workflow, unless it runs. */
    void open() {
        Asking asking = new Asking(temporal);
        while (true) {
            try {
                WorkflowOptions options = WorkflowOptions.newBuilder()
                        .setWorkflowId(workflowId)
                        .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .build();
                temporal.client()
                        .newUntypedWorkflowStub("InvoiceBatch", options)
                        .start(opening);
                heard = System.nanoTime();
                return;
            } catch (RuntimeException e) {
                asking.failed(e);
                asking.pause();
            }
        }
    }

    /**
     * The number of the next page, when there is room for it; then it must be sent. Pages set out in the order of their
     * numbers, the second when the first, which may find everything cold, has been answered. For one thread only.
     */
    int admit() throws InterruptedException {
        room.acquire();
        if (admitted > 0) {
            begun.await();
        }
        admitted++;
        turns.announce(admitted);
        return admitted;
    }

    /**
     * Answers when every document of the page is decided or has a run of its own.
     *
     * @throws Refused with a code, when the batch does not take this page
     */
    Taken take(Page page) throws Over, InterruptedException {
        return inTurn(page, WorkflowUpdateStage.COMPLETED, WorkflowUpdateHandle::getResult);
    }

    /** Returns when the page is in the batch's hands. */
    void accept(Page page) throws Over, InterruptedException {
        inTurn(page, WorkflowUpdateStage.ACCEPTED, WorkflowUpdateHandle::getId);
    }

    private <T> T inTurn(Page page, WorkflowUpdateStage stage, Function<WorkflowUpdateHandle<Taken>, T> answer)
            throws Over, InterruptedException {
        Asking asking = new Asking(temporal);
        UpdateOptions<Taken> options = UpdateOptions.newBuilder(Taken.class)
                .setUpdateName("take")
                .setUpdateId("page-" + page.number())
                .setWaitForStage(stage)
                .build();
        int refusals = 0;
        try {
            while (true) {
                turns.await(page.number());
                Duration pause = PAUSE;
                try {
                    T answered = answer.apply(stub().startUpdate(options, page));
                    heard = System.nanoTime();
                    return answered;
                } catch (WorkflowUpdateTimeoutOrCancelledException e) {
                    asking.silent();
                } catch (WorkflowNotFoundException e) {
                    look(asking);
                } catch (WorkflowUpdateException e) {
                    refusals++;
                    pause = refused(e, refusals);
                    asking.answered();
                } catch (RuntimeException e) {
                    pause = failed(asking, e);
                }
                turns.announce(page.number());
                asking.pause(pause);
            }
        } finally {
            turns.leave(page.number());
            begun.countDown();
            room.release();
        }
    }

    /** How long to wait before the page is sent again; throws when sending it again is no use. */
    private Duration refused(WorkflowUpdateException e, int times) throws Over {
        ApplicationFailure why = Temporal.causeOf(e, ApplicationFailure.class);
        if (why == null) {
            throw temporal.told(e);
        }
        if (says(why, InvoiceBatchWorkflow.TOO_FAST)) {
            return TOO_FAST;
        }
        if (says(why, InvoiceBatchWorkflow.MOVING) || says(why, ABANDONED)) {
            return MOVING;
        }
        if (says(why, InvoiceBatchWorkflow.CANCELLED)) {
            throw cancelled();
        }
        boolean byValidator = why.getType().contains(".");
        if (byValidator && times < UNNAMED) {
            return PAUSE;
        }
        throw temporal.told(e);
    }

    /** Of a validator's refusal its message begins with the code; its type is that of an exception. */
    private static boolean says(ApplicationFailure why, String code) {
        return why.getType().equals(code) || why.getOriginalMessage().startsWith(code);
    }

    private static Over cancelled() {
        return new Over(
                InvoiceBatchWorkflow.CANCELLED,
                "the batch was cancelled before it looked at this document; submit it again when it should be looked at");
    }

    /** The batch answers no more: begins it again when it ended for want of pages. */
    private void look(Asking asking) throws Over {
        WorkflowExecutionStatus status;
        try {
            status = stub().describe().getStatus();
        } catch (RuntimeException e) {
            asking.failed(e);
            return;
        }
        switch (status) {
            case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW -> {}
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> {
                if (System.nanoTime() - heard < quiet.toNanos()) {
                    throw cancelled();
                }
                open();
            }
            case WORKFLOW_EXECUTION_STATUS_CANCELED -> throw cancelled();
            default ->
                throw new Over(
                        "BATCH_ENDED",
                        "the batch ended before it looked at this document ("
                                + status.name().replace("WORKFLOW_EXECUTION_STATUS_", "")
                                + "); see " + workflowId + " in the Web UI, and submit the document again");
        }
    }

    /**
     * No more pages. A batch that ended already is finished too.
     *
     * @param stage ACCEPTED returns while it still works
     */
    void finish(WorkflowUpdateStage stage) {
        Asking asking = new Asking(temporal);
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
                asking.silent();
            } catch (WorkflowNotFoundException e) {
                return;
            } catch (WorkflowUpdateException e) {
                ApplicationFailure why = Temporal.causeOf(e, ApplicationFailure.class);
                if (why == null || !why.getType().equals(ABANDONED)) {
                    return;
                }
            } catch (RuntimeException e) {
                pause = failed(asking, e);
            }
            asking.pause(pause);
        }
    }

    /** How long to wait before it is asked again; throws when asking again is no use. */
    private static Duration failed(Asking asking, RuntimeException e) {
        if (ClosingRuns.met(e)) {
            asking.answered();
            return MOVING;
        }
        asking.failed(e);
        return PAUSE;
    }

    private WorkflowStub stub() {
        return temporal.client().newUntypedWorkflowStub(workflowId);
    }
}
