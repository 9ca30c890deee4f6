package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.AgentLoop.Ended;
import dev.ratchet.workflows.agent.AgentLoop.Result;
import dev.ratchet.workflows.agent.Router;
import dev.ratchet.workflows.contract.AuditActivities;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.GroupActivities;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Request;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import dev.ratchet.workflows.temporal.OwnRun;
import dev.ratchet.workflows.temporal.RunView;
import dev.ratchet.workflows.temporal.Stubs;
import dev.ratchet.workflows.temporal.Tenure;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works on pages one after another, and answers each page's update when it is done. */
public final class InvoiceBatchWorkflowImpl implements InvoiceBatchWorkflow {
    private static final Duration IDLE = Duration.ofMinutes(15);

    /** Temporal takes 2,000 updates in one history. */
    private static final int MOST_PAGES = 1_500;

    private final GroupActivities group = Stubs.quick(GroupActivities.class, "writes the audit record of a page");
    private final AuditActivities audit = Stubs.quick(AuditActivities.class, "writes the audit record");

    private final Opening opening;
    private final int mostPages;
    private final InvoiceAgent agent;
    private final InvoicePage page;
    private final Deque<Turn> queue = new ArrayDeque<>();
    private Cursor cursor;
    private int pagesHere;
    private long takenMillis = Workflow.currentTimeMillis();
    private boolean finishing;
    private boolean moving;
    private boolean cancelled;
    private boolean closed;

    /** A page that waits for its answer. */
    private static final class Turn {
        private final Page page;
        private @Nullable Taken taken;

        private Turn(Page page) {
            this.page = page;
        }
    }

    public InvoiceBatchWorkflowImpl(Opening opening, Router router) {
        this(opening, router, MOST_PAGES);
    }

    /** @param mostPages of one history */
    InvoiceBatchWorkflowImpl(Opening opening, Router router, int mostPages) {
        this.opening = opening;
        this.mostPages = mostPages;
        this.agent = new InvoiceAgent(router);
        this.page = new InvoicePage(router, Workflow.getInfo().getFirstExecutionRunId(), Workflow::currentTimeMillis);
        this.cursor = opening.carried() == null ? Cursor.START : opening.carried();
    }

    @Override
    public Tally run(Opening same) {
        publish("RUNNING");
        try {
            takePages();
        } catch (CanceledFailure e) {
            cancelled = true;
            closed = true;
            Workflow.newDetachedCancellationScope(() -> {
                        Workflow.await(Workflow::isEveryHandlerFinished);
                        publish("CANCELLED");
                    })
                    .run();
            throw e;
        }
        closed = true;
        Workflow.await(Workflow::isEveryHandlerFinished);
        publish("FINISHED");
        return progress();
    }

    /** Until there is nothing more to come. */
    private void takePages() {
        Promise<Void> idle = idle();
        while (!(finishing && queue.isEmpty())) {
            boolean rested = idle.isCompleted();
            if (rested && queue.isEmpty() && Workflow.currentTimeMillis() - takenMillis >= IDLE.toMillis()) {
                return;
            }
            if (rested) {
                idle = idle();
            }
            Promise<Void> alarm = idle;
            Workflow.await(() -> !queue.isEmpty() || finishing || alarm.isCompleted());
            Turn next = queue.peek();
            if (next != null) {
                Workflow.newDetachedCancellationScope(() -> work(next)).run();
                CancellationScope.throwCanceled();
            }
            moving = moving || pagesHere >= mostPages || Tenure.over();
            if (moving && queue.isEmpty() && !finishing) {
                Workflow.await(Workflow::isEveryHandlerFinished);
                Workflow.newContinueAsNewStub(InvoiceBatchWorkflow.class)
                        .run(new Opening(opening.tenant(), opening.submitter(), opening.again(), cursor));
            }
        }
    }

    private static Promise<Void> idle() {
        return Workflow.newTimer(
                IDLE, TimerOptions.newBuilder().setSummary("waits for pages").build());
    }

    private void work(Turn turn) {
        List<Item> items = turn.page.items();
        List<Result<InvoiceState, Outcome>> results = page.work(items, opening.submitter());
        List<Became> became = new ArrayList<>();
        List<Account> accounts = new ArrayList<>();
        List<OwnRun> ownRuns = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            RunRef run = page.run(item.document());
            Result<InvoiceState, Outcome> result = results.get(i);
            Outcome ended = result instanceof Ended<InvoiceState, Outcome> end ? end.outcome() : null;
            Status status = InvoiceView.status(
                    run.workflowId(), item.name(), result.progress().state(), null, ended);
            became.add(Became.of(status));
            if (ended == null) {
                ownRuns.add(begin(item, result));
            } else {
                accounts.add(InvoiceQuestions.account(
                        agent,
                        run,
                        item.document(),
                        status,
                        result.progress(),
                        result.progress().trail()));
            }
        }
        record(accounts);
        ownRuns.forEach(OwnRun::awaitStart);
        queue.remove(turn);
        pagesHere++;
        cursor = cursor.after(turn.page.number(), became);
        takenMillis = Workflow.currentTimeMillis();
        turn.taken = new Taken(turn.page.number(), became);
        show();
    }

    /** Goes on where the batch had to stop, under the id that the document has alone. */
    private OwnRun begin(Item item, Result<InvoiceState, Outcome> result) {
        return OwnRun.begin(
                InvoiceWorkflow.class,
                page.run(item.document()).workflowId(),
                opening.again(),
                child -> Async.function(
                        child::run,
                        new Request(
                                item.document(),
                                item.name(),
                                opening.submitter(),
                                new Resumed(result.progress(), 0, null))));
    }

    /** A record that cannot be kept with the others is kept alone, so that it stops nobody. */
    private void record(List<Account> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        try {
            group.record(accounts);
        } catch (ActivityFailure e) {
            accounts.forEach(audit::record);
        }
    }

    @Override
    public void checkTake(Page asked) {
        if (closed || finishing) {
            throw new IllegalArgumentException("this batch takes no more pages");
        }
        if (moving) {
            throw new IllegalArgumentException(MOVING + ": the batch continues as new; send the page again");
        }
        if (queue.size() >= PAGES_IN_FLIGHT) {
            throw new IllegalArgumentException(TOO_FAST + ": " + PAGES_IN_FLIGHT
                    + " pages are in flight; send this one when one of them is answered");
        }
        boolean foreign = asked.items().stream()
                .anyMatch(item -> !item.document().tenant().equals(opening.tenant()));
        if (asked.items().isEmpty() || asked.items().size() > PAGE || asked.number() < 1 || foreign) {
            throw new IllegalArgumentException(
                    "a page is numbered from 1 and has 1 to " + PAGE + " documents of tenant " + opening.tenant());
        }
    }

    @Override
    public Taken take(Page asked) {
        Turn turn = new Turn(asked);
        queue.add(turn);
        Workflow.newDetachedCancellationScope(() -> Workflow.await(() -> turn.taken != null || cancelled))
                .run();
        Taken taken = turn.taken;
        if (taken == null) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "the batch was cancelled before it looked at this page", CANCELLED);
        }
        return taken;
    }

    @Override
    public Tally finish() {
        finishing = true;
        Workflow.newDetachedCancellationScope(() -> Workflow.await(() -> closed))
                .run();
        return progress();
    }

    @Override
    public Tally progress() {
        return cursor.tally(queue.size());
    }

    private void publish(String outcome) {
        RunView.publish(opening.tenant(), outcome, "BATCH", null, null, null, null, null, null);
        show();
    }

    private void show() {
        RunView.details(InvoiceView.batchTitle(progress()), InvoiceView.batchRows(progress()));
    }
}
