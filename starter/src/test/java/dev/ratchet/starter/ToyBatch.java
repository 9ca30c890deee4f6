package dev.ratchet.starter;

import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Does what documents' names say: post, refuse, poison; wait, own and fail get a {@link ToyInvoice}. The submitter says how
 * pages fare: "orderly" goes strictly by their numbers, "slow" takes a while for each, "late" has the second page wait for {@link #ENOUGH} uploads, "fast" lets one wait, "mover" continues as new after two, "broken" fails
 * every second one.
 */
public final class ToyBatch implements InvoiceBatchWorkflow {
    private static final int PAGES_A_RUN = 2;

    /** Documents that a submission has uploaded when as many pages as may be are under way and as many again are ready. */
    static final int ENOUGH = 2 * PAGES_IN_FLIGHT * PAGE;

    private static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

    /** Names of documents as they were worked on, by workflow id; twice when a workflow task was done again. */
    static final Map<String, Queue<String>> WORKED = new ConcurrentHashMap<>();

    /** Most pages that were there at once, by workflow id. */
    static final Map<String, Integer> MOST = new ConcurrentHashMap<>();

    /** Refusals by code, by workflow id. */
    static final Map<String, Queue<String>> REFUSED = new ConcurrentHashMap<>();

    /** What was sent, by workflow id and number. */
    static final Map<String, Map<Integer, Page>> PAGES = new ConcurrentHashMap<>();

    private final String id = Workflow.getInfo().getWorkflowId();
    private final Opening opening;
    private Tally tally;
    private final TreeSet<Integer> waiting = new TreeSet<>();
    private boolean busy;
    private int arrived;
    private int worked;
    private boolean finished;
    private boolean cancelled;

    @WorkflowInit
    public ToyBatch(Opening opening) {
        this.opening = opening;
        this.tally = NONE;
    }

    @Override
    public Tally run(Opening given) {
        try {
            Workflow.await(() -> finished || moving());
        } catch (CanceledFailure e) {
            cancelled = true;
            CancellationScope rest =
                    Workflow.newDetachedCancellationScope(() -> Workflow.await(Workflow::isEveryHandlerFinished));
            rest.run();
            throw e;
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
        if (!finished) {
            Workflow.continueAsNew(Opening.of(opening.tenant(), opening.submitter(), opening.again()));
        }
        return tally;
    }

    private boolean moving() {
        return opening.submitter().equals("mover") && arrived >= PAGES_A_RUN;
    }

    @Override
    public Taken take(Page page) {
        arrived++;
        PAGES.computeIfAbsent(id, none -> new ConcurrentHashMap<>()).put(page.number(), page);
        waiting.add(page.number());
        tally = new Tally(
                tally.pages(),
                tally.posted(),
                tally.duplicate(),
                tally.refused(),
                tally.failed(),
                tally.ownRuns(),
                arrived - worked);
        MOST.merge(id, arrived - worked, Math::max);
        boolean strict = opening.submitter().equals("orderly");
        Workflow.await(() -> !busy && (strict ? page.number() == worked + 1 : waiting.first() == page.number()));
        busy = true;
        waiting.remove(page.number());
        try {
            if (cancelled) {
                throw ApplicationFailure.newFailure("the batch was cancelled", CANCELLED);
            }
            if (opening.submitter().equals("broken") && page.number() % 2 == 0) {
                throw ApplicationFailure.newFailure("the page could not be worked on", "PAGE_BROKEN");
            }
            if (!opening.submitter().equals("olga") && !strict) {
                Duration work = Duration.ofMillis(opening.submitter().equals("fast") ? 200 : 20);
                CancellationScope pause = Workflow.newDetachedCancellationScope(() -> Workflow.sleep(work));
                pause.run();
            }
            while (opening.submitter().equals("late") && page.number() == 2 && !enough()) {
                Workflow.sleep(Duration.ofMillis(50));
            }
            List<Became> became = new ArrayList<>();
            for (Item item : page.items()) {
                if (!WorkflowUnsafe.isReplaying()) {
                    WORKED.computeIfAbsent(id, none -> new ConcurrentLinkedQueue<>())
                            .add(item.name());
                }
                became.add(became(item));
            }
            count(became);
            return new Taken(page.number(), became);
        } finally {
            worked++;
            busy = false;
        }
    }

    private static boolean enough() {
        return Workflow.sideEffect(Boolean.class, () -> ToyGateway.KEPT.get() >= ENOUGH);
    }

    @Override
    public void checkTake(Page page) {
        if (cancelled) {
            throw new IllegalArgumentException("this batch takes no more pages");
        }
        if (moving()) {
            throw refusal("moving to another run", MOVING);
        }
        if (opening.submitter().equals("fast") && arrived - worked > 1) {
            throw refusal("too many pages wait", TOO_FAST);
        }
    }

    private IllegalArgumentException refusal(String why, String code) {
        REFUSED.computeIfAbsent(id, none -> new ConcurrentLinkedQueue<>()).add(code);
        return new IllegalArgumentException(code + ": " + why);
    }

    private Became became(Item item) {
        String name = item.name();
        if (name.contains("wait") || name.contains("own") || name.contains("fail")) {
            child(item);
            return new Became(Standing.RUNNING, "OWN_RUN", "it has a run of its own", null, null, null);
        }
        if (name.contains("refuse")) {
            return new Became(
                    Standing.REFUSED, "TOTAL_WRONG", "the total is not the sum of the lines", "DIRECT", null, null);
        }
        if (name.contains("poison")) {
            return new Became(Standing.FAILED, "UNEXPECTED", "the toy broke", null, null, null);
        }
        return new Became(Standing.POSTED, "POSTED", "booked as entry 7", "DIRECT", 7L, new Money("EUR", 119_000));
    }

    private void child(Item item) {
        InvoiceWorkflow run = Workflow.newChildWorkflowStub(
                InvoiceWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(InvoiceWorkflow.workflowId(
                                opening.tenant(), item.document().digest()))
                        .setWorkflowIdReusePolicy(
                                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .build());
        Async.function(run::run, InvoiceWorkflow.Request.of(item.document(), item.name(), opening.submitter()));
        try {
            Workflow.getWorkflowExecution(run).get();
        } catch (ChildWorkflowFailure e) {
            // it has a run already
        }
    }

    private void count(List<Became> became) {
        long[] counts = new long[Standing.values().length];
        for (Became each : became) {
            counts[each.standing().ordinal()]++;
        }
        tally = new Tally(
                tally.pages() + 1,
                tally.posted() + counts[Standing.POSTED.ordinal()],
                tally.duplicate() + counts[Standing.DUPLICATE.ordinal()],
                tally.refused() + counts[Standing.REFUSED.ordinal()],
                tally.failed() + counts[Standing.FAILED.ordinal()],
                tally.ownRuns() + counts[Standing.RUNNING.ordinal()],
                arrived - worked - 1);
    }

    @Override
    public Tally finish() {
        Workflow.await(() -> arrived == worked);
        finished = true;
        return tally;
    }

    @Override
    public Tally progress() {
        return tally;
    }
}
