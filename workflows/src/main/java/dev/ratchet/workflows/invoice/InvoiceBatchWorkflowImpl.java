package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.AgentLoop.Ended;
import dev.ratchet.workflows.agent.AgentLoop.Result;
import dev.ratchet.workflows.agent.Router;
import dev.ratchet.workflows.contract.AuditActivities;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.GroupActivities;
import dev.ratchet.workflows.contract.Recorded;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Request;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import dev.ratchet.workflows.temporal.Attempt;
import dev.ratchet.workflows.temporal.OwnRun;
import dev.ratchet.workflows.temporal.RunView;
import dev.ratchet.workflows.temporal.Stubs;
import dev.ratchet.workflows.temporal.Tenure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Works on pages in parts, and answers each page's update when all of its parts are done. While one part is booked the next
 * ones are read, but the books are asked and written part after part, in the order in which parts were begun. Parts are
 * small so that little is left to do alone when the last one of a workflow task is booked and no other is read meanwhile.
 */
public final class InvoiceBatchWorkflowImpl implements InvoiceBatchWorkflow {
    private static final Duration IDLE = Duration.ofMinutes(15);

    /** Parts that are begun and not booked: one at the books, and others being read, so that no core waits for the books. */
    private static final int AHEAD = 3;

    /** Temporal takes 2,000 updates in one history. */
    private static final int MOST_PAGES = 1_500;

    private final GroupActivities knows = Stubs.quick(GroupActivities.class, "looks what was decided before");
    private final GroupActivities group = Stubs.quick(GroupActivities.class, "writes the audit record of a page");
    private final AuditActivities audit = Stubs.quick(AuditActivities.class, "writes the audit record");

    private final Opening opening;
    private final int mostPages;
    private final InvoiceAgent agent;
    private final InvoicePart loop;
    private final Deque<Turn> queue = new ArrayDeque<>();
    private Cursor cursor;
    private int pagesHere;
    private long takenMillis = Workflow.currentTimeMillis();
    private boolean finishing;
    private boolean cancelled;
    private boolean closed;
    private @Nullable Part last;
    private @Nullable RuntimeException broken;

    /** A page that waits for its answer. */
    private static final class Turn {
        private final int number;
        private final List<Part> parts;
        private @Nullable Taken taken;

        private Turn(Page page) {
            this.number = page.number();
            this.parts = InvoicePart.split(page.items()).stream()
                    .map(items -> new Part(this, items))
                    .toList();
        }

        private boolean begun() {
            return parts.get(0).begun;
        }

        private Stream<Part> unbegun() {
            return parts.stream().filter(part -> !part.begun);
        }

        private boolean done() {
            return parts.stream().allMatch(part -> part.became != null);
        }

        private List<Became> became() {
            return parts.stream()
                    .flatMap(part -> Objects.requireNonNull(part.became).stream())
                    .toList();
        }
    }

    private static final class Part {
        private final Turn turn;
        private final List<Item> items;
        private boolean begun;
        private boolean booked;
        private @Nullable List<Became> became;

        private Part(Turn turn, List<Item> items) {
            this.turn = turn;
            this.items = items;
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
        this.loop = new InvoicePart(router, Workflow.getInfo().getFirstExecutionRunId(), Workflow::currentTimeMillis);
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
                        queue.stream()
                                .filter(Turn::begun)
                                .flatMap(Turn::unbegun)
                                .forEach(this::begin);
                        Workflow.await(() -> Workflow.isEveryHandlerFinished() || broken != null);
                        requireWhole();
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
            Workflow.await(() -> next().isPresent()
                    || broken != null
                    || (finishing || toMove()) && queue.isEmpty()
                    || alarm.isCompleted());
            requireWhole();
            next().ifPresent(this::begin);
            if (toMove() && queue.isEmpty() && !finishing) {
                Workflow.await(Workflow::isEveryHandlerFinished);
                Workflow.newContinueAsNewStub(InvoiceBatchWorkflow.class)
                        .run(new Opening(opening.tenant(), opening.submitter(), opening.again(), cursor));
            }
        }
    }

    /** From then on no page is accepted, so that a history is over by one workflow task at most. */
    private boolean toMove() {
        return pagesHere >= mostPages || Tenure.over();
    }

    /** Pages that are begun come first, then those with the lowest number; nothing when enough is being read. */
    private Optional<Part> next() {
        long unbooked = queue.stream()
                .flatMap(turn -> turn.parts.stream())
                .filter(part -> part.begun && !part.booked)
                .count();
        return unbooked >= AHEAD
                ? Optional.empty()
                : queue.stream()
                        .sorted(Comparator.comparing((Turn turn) -> !turn.begun())
                                .thenComparing(turn -> turn.number))
                        .flatMap(Turn::unbegun)
                        .findFirst();
    }

    /** What is begun is finished, even when the batch is cancelled. */
    private void begin(Part part) {
        part.begun = true;
        Part previous = last;
        last = part;
        Workflow.newDetachedCancellationScope(() -> Async.procedure(() -> {
                    try {
                        work(part, previous);
                    } catch (RuntimeException e) {
                        broken = e;
                    }
                }))
                .run();
    }

    private void requireWhole() {
        if (broken != null) {
            throw broken;
        }
    }

    private static Promise<Void> idle() {
        return Workflow.newTimer(
                IDLE, TimerOptions.newBuilder().setSummary("waits for pages").build());
    }

    /** @param previous the part that is booked before this one; absent for the first */
    private void work(Part part, @Nullable Part previous) {
        List<Item> items = part.items;
        Map<String, Recorded> known = known(items);
        List<Item> fresh = items.stream()
                .filter(item -> toWork(known.get(run(item).workflowId())))
                .toList();
        Runnable previousBooked = () -> Workflow.await(() -> previous == null || previous.booked);
        Iterator<Result<InvoiceState, Outcome>> results =
                loop.work(fresh, opening.submitter(), previousBooked).iterator();
        previousBooked.run();
        part.booked = true;
        List<Became> became = new ArrayList<>();
        List<Account> accounts = new ArrayList<>();
        List<OwnRun> ownRuns = new ArrayList<>();
        for (Item item : items) {
            Recorded before = known.get(run(item).workflowId());
            if (before != null && !toWork(before)) {
                became.add(Became.before(before, run(item).equals(before.run())));
                if (before.outcome().equals(InvoiceWorkflow.Standing.WAITING.name())) {
                    ownRuns.add(ownRun(item, null));
                }
                continue;
            }
            Result<InvoiceState, Outcome> result = results.next();
            Outcome ended = result instanceof Ended<InvoiceState, Outcome> end ? end.outcome() : null;
            Status status = InvoiceView.status(
                    run(item).workflowId(), item.name(), result.progress().state(), null, ended);
            became.add(Became.of(status));
            if (ended == null) {
                ownRuns.add(ownRun(item, new Resumed(result.progress(), 0, null)));
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
        List<RunRef> unrecorded = unrecorded(accounts);
        for (int i = 0; i < items.size(); i++) {
            if (unrecorded.contains(run(items.get(i)))) {
                became.set(i, became.get(i).unrecorded());
            }
        }
        ownRuns.forEach(OwnRun::awaitStart);
        part.became = became;
        if (part.turn.done()) {
            answer(part.turn);
        }
    }

    private void answer(Turn turn) {
        Taken taken = new Taken(turn.number, turn.became());
        queue.remove(turn);
        pagesHere++;
        cursor = cursor.after(turn.number, taken.documents());
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
            knows.known(
                            opening.tenant(),
                            items.stream().map(item -> run(item).workflowId()).toList())
                    .forEach(each -> known.put(each.run().workflowId(), each));
        }
        return known;
    }

    private static boolean toWork(@Nullable Recorded before) {
        return before == null || before.outcome().equals(InvoiceWorkflow.Standing.FAILED.name());
    }

    /** @param resumed where the batch had to stop; absent when it did not begin */
    private OwnRun ownRun(Item item, @Nullable Resumed resumed) {
        Request request = new Request(item.document(), item.name(), opening.submitter(), resumed);
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
    private List<RunRef> unrecorded(List<Account> accounts) {
        List<RunRef> unrecorded = new ArrayList<>();
        if (accounts.isEmpty() || kept(() -> group.record(accounts))) {
            return unrecorded;
        }
        for (Account account : accounts) {
            if (!kept(() -> audit.record(account))) {
                unrecorded.add(account.run());
            }
        }
        return unrecorded;
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
        if (toMove()) {
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
        Workflow.newDetachedCancellationScope(
                        () -> Workflow.await(() -> turn.taken != null || cancelled && !turn.begun()))
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
