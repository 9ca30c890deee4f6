package dev.ratchet.starter.toy;

import dev.ratchet.workflows.batch.EarlierResult;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.record.RunResult;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.run.RunRequest;
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
 * Does what documents' names say: post, twice, refuse, poison; wait, own and fail get a {@link ToyInvoice}. The submitter says
 * what happens to pages: "orderly" goes strictly by their numbers, "slow" takes a while for each, "fast" lets one wait,
 * "mover" continues as new after two, "broken" fails every second one.
 */
public final class ToyBatch implements InvoiceBatchWorkflow {
    private static final int PAGES_A_RUN = 2;

    /** Names of documents as they were worked on, by workflow id; twice when a workflow task was done again. */
    public static final Map<String, Queue<String>> WORKED = new ConcurrentHashMap<>();

    /** Most pages that were there at once, by workflow id. */
    public static final Map<String, Integer> MOST = new ConcurrentHashMap<>();

    /** Refusals by code, by workflow id. */
    public static final Map<String, Queue<String>> REFUSED = new ConcurrentHashMap<>();

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
        this.tally = Tally.NONE;
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
    public PageResult submit(Page page) {
        arrived++;
        waiting.add(page.number());
        tally = new Tally(
                tally.pages(),
                tally.done(),
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
            List<RunResult> results = new ArrayList<>();
            for (Item item : page.items()) {
                if (!WorkflowUnsafe.isReplaying()) {
                    WORKED.computeIfAbsent(id, none -> new ConcurrentLinkedQueue<>())
                            .add(item.name());
                }
                results.add(result(item));
            }
            count(results);
            return new PageResult(page.number(), results);
        } finally {
            worked++;
            busy = false;
        }
    }

    @Override
    public void checkSubmit(Page page) {
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

    private RunResult result(Item item) {
        String name = item.name();
        if (name.contains("wait") || name.contains("own") || name.contains("fail")) {
            child(item);
            return plain(RunStatus.RUNNING, "OWN_RUN", "it has a run of its own");
        }
        if (name.contains("refuse")) {
            return plain(RunStatus.REFUSED, "TOTAL_WRONG", "the total is not the sum of the lines");
        }
        if (name.contains("poison")) {
            return plain(RunStatus.FAILED, "UNEXPECTED", "the toy broke");
        }
        RunResult posted = new RunResult(
                RunStatus.DONE,
                InvoiceWorkflow.POSTED,
                "POSTED",
                "booked as entry 7",
                "DIRECT",
                new Receipt("entry", "7"),
                new Money("EUR", 119_000));
        return name.contains("twice") ? EarlierResult.told(posted, false) : posted;
    }

    private static RunResult plain(RunStatus status, String code, String why) {
        return new RunResult(status, status.name(), code, why, "DIRECT", null, null);
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
        Async.function(run::run, RunRequest.of(item.document(), item.name(), opening.submitter()));
        try {
            Workflow.getWorkflowExecution(run).get();
        } catch (ChildWorkflowFailure e) {
            // it has a run already
        }
    }

    private void count(List<RunResult> results) {
        tally = new Tally(
                tally.pages() + 1,
                tally.done() + count(results, RunStatus.DONE),
                tally.duplicate() + count(results, RunStatus.DUPLICATE),
                tally.refused() + count(results, RunStatus.REFUSED),
                tally.failed() + count(results, RunStatus.FAILED),
                tally.ownRuns() + count(results, RunStatus.RUNNING),
                arrived - worked - 1);
    }

    private static long count(List<RunResult> results, RunStatus status) {
        return results.stream().filter(each -> each.status() == status).count();
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
