package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.AgentLoop.Ended;
import dev.ratchet.workflows.agent.AgentLoop.Result;
import dev.ratchet.workflows.agent.Router;
import dev.ratchet.workflows.contract.AuditActivities;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.GroupActivities;
import dev.ratchet.workflows.contract.Recorded;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Request;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import dev.ratchet.workflows.temporal.AtOnce;
import dev.ratchet.workflows.temporal.Attempt;
import dev.ratchet.workflows.temporal.OwnRun;
import dev.ratchet.workflows.temporal.RunView;
import dev.ratchet.workflows.temporal.Stubs;
import dev.ratchet.workflows.temporal.Tenure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Each page is worked on by its own update, which answers when that is done. While one page is booked the next ones are
 * read, but the books are asked and written page after page, in the order in which pages were begun. When all that is here
 * has been read, a worker may read ahead what the pages name beyond themselves.
 */
public final class InvoiceBatchWorkflowImpl implements InvoiceBatchWorkflow {
    private static final Duration IDLE = Duration.ofMinutes(15);

    /** Pages that are begun and not booked: one at the books, and others being read, so that no core waits for the books. */
    private static final int AHEAD = 3;

    /** Bytes that a page adds to the history when all its documents have much to say; usually 37,000. */
    private static final long PAGE_BYTES = 130_000;

    /** Bytes that a run of its own adds later, by having started and having ended. */
    private static final long OWN_RUN_BYTES = 1_300;

    /** Temporal takes 2,000 updates in one history. */
    private static final int MOST_PAGES = 1_500;

    private final GroupActivities knows = Stubs.quick(GroupActivities.class, "looks what was decided before");
    private final GroupActivities group = Stubs.quick(GroupActivities.class, "writes the audit record of a page");
    private final AuditActivities audit = Stubs.quick(AuditActivities.class, "writes the audit record");

    private final Opening opening;
    private final int mostPages;
    private final InvoiceAgent agent;
    private final InvoicePage loop;
    private final Deque<Turn> queue = new ArrayDeque<>();

    /** Documents that are not here yet, and may be read when all that is here has been read. */
    private final Set<DocumentRef> soon = new LinkedHashSet<>();

    private Cursor cursor;
    private int pagesHere;
    private int ownRunsHere;
    private long takenMillis = Workflow.currentTimeMillis();
    private boolean finishing;
    private boolean cancelled;
    private boolean closed;
    private @Nullable Turn last;

    /** A page that waits for its answer. */
    private static final class Turn {
        private final Page page;
        private boolean begun;
        private boolean booked;
        private @Nullable Taken taken;

        private Turn(Page page) {
            this.page = page;
        }

        private boolean waits() {
            return !begun;
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
        this.loop = new InvoicePage(router, Workflow.getInfo().getFirstExecutionRunId(), Workflow::currentTimeMillis);
        this.cursor = opening.carried() == null ? Cursor.START : opening.carried();
    }

    @Override
    public Tally run(Opening same) {
        publish("RUNNING");
        try {
            awaitTheEnd();
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
    private void awaitTheEnd() {
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
            Workflow.await(() -> (finishing || toMove()) && queue.isEmpty() || alarm.isCompleted());
            if (toMove() && queue.isEmpty() && !finishing) {
                Workflow.await(Workflow::isEveryHandlerFinished);
                Workflow.newContinueAsNewStub(InvoiceBatchWorkflow.class)
                        .run(new Opening(opening.tenant(), opening.submitter(), opening.again(), cursor));
            }
        }
    }

    /** From then on no page is accepted, so that a history is over by one workflow task at most. */
    private boolean toMove() {
        return pagesHere >= mostPages || Tenure.over() || !hasRoomFor(1);
    }

    private boolean hasRoomFor(int pages) {
        return Tenure.hasRoomFor(pages * PAGE_BYTES + ownRunsHere * OWN_RUN_BYTES);
    }

    /** The waiting page with the lowest number; nothing when enough is being read. */
    private Optional<Turn> next() {
        long unbooked =
                queue.stream().filter(turn -> turn.begun && !turn.booked).count();
        return unbooked >= AHEAD
                ? Optional.empty()
                : queue.stream().filter(Turn::waits).min(Comparator.comparing(turn -> turn.page.number()));
    }

    private static Promise<Void> idle() {
        return Workflow.newTimer(
                IDLE, TimerOptions.newBuilder().setSummary("waits for pages").build());
    }

    /** @param previousBooked returns when the page before this one is booked */
    private void work(Turn turn, Runnable previousBooked) {
        List<Item> items = turn.page.items();
        Map<String, Recorded> known = known(items);
        Runnable readAndPreviousBooked = () -> {
            readAhead(turn);
            previousBooked.run();
        };
        Iterator<Result<InvoiceState, Outcome>> results = loop.work(
                        parts(turn, fresh(items, known)), opening.submitter(), readAndPreviousBooked)
                .iterator();
        previousBooked.run();
        turn.booked = true;
        List<Became> became = new ArrayList<>();
        List<Account> accounts = new ArrayList<>();
        List<OwnRun> ownRuns = new ArrayList<>();
        for (Item item : items) {
            Recorded before = known.get(run(item).workflowId());
            if (before != null && !toWork(before)) {
                became.add(Became.before(before, run(item).equals(before.run())));
                if (before.outcome().equals(InvoiceWorkflow.Standing.WAITING.name())) {
                    ownRuns.add(ownRun(item));
                }
                continue;
            }
            Result<InvoiceState, Outcome> result = results.next();
            Outcome ended = result instanceof Ended<InvoiceState, Outcome> end ? end.outcome() : null;
            Status status = InvoiceView.status(
                    run(item).workflowId(), item.name(), result.progress().state(), null, ended);
            became.add(Became.of(status));
            if (ended == null) {
                ownRuns.add(ownRun(item));
            } else {
                accounts.add(InvoiceQuestions.account(
                        agent,
                        run(item),
                        item.document(),
                        status,
                        result.progress(),
                        result.progress().trail()));
            }
        }
        List<RunRef> unrecorded = unrecorded(parts(turn, accounts));
        for (int i = 0; i < items.size(); i++) {
            if (unrecorded.contains(run(items.get(i)))) {
                became.set(i, became.get(i).unrecorded());
            }
        }
        ownRuns.forEach(OwnRun::awaitStart);
        answer(turn, new Taken(turn.page.number(), became));
    }

    /** Keeps the cores busy while the last page is booked and Temporal writes what was done and brings the next ones. */
    private void readAhead(Turn turn) {
        if (!soon.isEmpty() && !followed(turn)) {
            loop.readAhead(List.copyOf(soon));
            soon.clear();
        }
    }

    /**
     * Whole while other pages keep the cores busy. What nothing comes behind goes in halves, so that one is booked while the
     * other is read, and both are recorded at once.
     */
    private <T> List<List<T>> parts(Turn turn, List<T> all) {
        return followed(turn) && !all.isEmpty() ? List.of(all) : InvoicePage.split(all);
    }

    private boolean followed(Turn turn) {
        return last != turn || queue.stream().anyMatch(Turn::waits);
    }

    private void answer(Turn turn, Taken taken) {
        queue.remove(turn);
        pagesHere++;
        cursor = cursor.after(taken.number(), taken.documents());
        takenMillis = Workflow.currentTimeMillis();
        turn.taken = taken;
        show();
    }

    private RunRef run(Item item) {
        return loop.run(item.document());
    }

    /** The same bytes are one run: what was decided before is not run again, unless that is asked for. */
    private Map<String, Recorded> known(List<Item> items) {
        Map<String, Recorded> known = new TreeMap<>();
        if (!opening.again()) {
            List<Promise<List<Recorded>>> asked = InvoicePage.split(items).stream()
                    .map(half -> Async.function(knows::known, opening.tenant(), ids(half)))
                    .toList();
            for (Promise<List<Recorded>> answer : asked) {
                answer.get().forEach(each -> known.put(each.run().workflowId(), each));
            }
        }
        return known;
    }

    private List<String> ids(List<Item> items) {
        return items.stream().map(item -> run(item).workflowId()).toList();
    }

    private List<Item> fresh(List<Item> items, Map<String, Recorded> known) {
        return items.stream()
                .filter(item -> toWork(known.get(run(item).workflowId())))
                .toList();
    }

    private static boolean toWork(@Nullable Recorded before) {
        return before == null || before.outcome().equals(InvoiceWorkflow.Standing.FAILED.name());
    }

    /**
     * From the beginning: what the batch has seen so far is several kilobytes with its rules, and hundreds of these are
     * begun in one workflow task.
     */
    private OwnRun ownRun(Item item) {
        ownRunsHere++;
        Request request = Request.of(item.document(), item.name(), opening.submitter());
        return OwnRun.begin(
                InvoiceWorkflow.class,
                run(item).workflowId(),
                opening.again(),
                child -> Async.function(child::run, request));
    }

    /**
     * A record that cannot be kept with the others is kept alone, so that it stops nobody.
     *
     * @return what could not be kept at all
     */
    private List<RunRef> unrecorded(List<List<Account>> parts) {
        return AtOnce.forEach(parts, this::unrecordedOf).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<RunRef> unrecordedOf(List<Account> accounts) {
        return kept(() -> group.record(accounts))
                ? List.of()
                : accounts.stream()
                        .filter(account -> !kept(() -> audit.record(account)))
                        .map(Account::run)
                        .toList();
    }

    private static boolean kept(Runnable record) {
        return Attempt.of(() -> {
                    record.run();
                    return true;
                })
                .orElse(false);
    }

    @Override
    public void checkTake(Page asked) {
        if (closed || finishing) {
            throw new IllegalArgumentException("this batch takes no more pages");
        }
        if (toMove() || !hasRoomFor(queue.size() + 1)) {
            throw new IllegalArgumentException(MOVING + ": the batch continues as new; send the page again");
        }
        if (queue.size() >= PAGES_IN_FLIGHT) {
            throw new IllegalArgumentException(TOO_FAST + ": " + PAGES_IN_FLIGHT
                    + " pages are in flight; send this one when one of them is answered");
        }
        boolean foreign = Stream.concat(asked.items().stream().map(Item::document), asked.soon().stream())
                .anyMatch(document -> !document.tenant().equals(opening.tenant()));
        if (asked.items().isEmpty() || asked.items().size() > PAGE || asked.number() < 1 || foreign) {
            throw new IllegalArgumentException(
                    "a page is numbered from 1 and has 1 to " + PAGE + " documents of tenant " + opening.tenant());
        }
        if (asked.soon().size() > SOON) {
            throw new IllegalArgumentException("a page names at most " + SOON + " documents to come");
        }
    }

    /** What is begun is finished, even when the batch is cancelled. */
    @Override
    public Taken take(Page asked) {
        Turn turn = new Turn(asked);
        queue.add(turn);
        soon.addAll(asked.soon());
        asked.items().forEach(item -> soon.remove(item.document()));
        Workflow.newDetachedCancellationScope(() -> {
                    Workflow.await(
                            () -> cancelled || next().filter(turn::equals).isPresent());
                    if (!cancelled) {
                        begin(turn);
                    }
                })
                .run();
        Taken taken = turn.taken;
        if (taken == null) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "the batch was cancelled before it looked at this page", CANCELLED);
        }
        return taken;
    }

    /** A page that cannot be worked on fails alone, in its turn. */
    private void begin(Turn turn) {
        turn.begun = true;
        Turn previous = last;
        last = turn;
        Runnable previousBooked = () -> Workflow.await(() -> previous == null || previous.booked);
        try {
            work(turn, previousBooked);
        } catch (TemporalFailure e) {
            previousBooked.run();
            turn.booked = true;
            queue.remove(turn);
            throw e;
        }
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
