package dev.ratchet.workflows.batch;

import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentLoop.Result;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.temporal.ContinueAsNewPolicy;
import dev.ratchet.workflows.temporal.RunView;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A batch of any agent that offers group tools. Each page is worked on by its own update, which answers when that is done.
 * While the effects of one page happen the next ones are read, but effects happen page after page, in the order in which
 * pages were begun. An agent's batch extends it with {@link #work} and {@link #start}, and returns {@link #untilEnded} from
 * its workflow method.
 */
public abstract class AgentBatch<S, A extends Action, O extends Observation> implements BatchWorkflow {
    private static final Duration IDLE = Duration.ofMinutes(15);

    /** Pages that are begun and not done: one at its effects, and others being read, so that no core waits. */
    private static final int AHEAD = 3;

    /** Bytes that a page adds to the history when all its documents have much to say; {@link #PAGES_IN_FLIGHT} of them fit. */
    private static final long PAGE_BYTES = 180_000;

    /** Bytes that a run of its own adds later, by having started and having ended. */
    private static final long OWN_RUN_BYTES = 1_300;

    /** Temporal takes 2,000 updates in one history. */
    private static final int MOST_PAGES = 1_500;

    private final Agent<S, A, O> agent;
    private final Opening opening;
    private final int mostPages;
    private final PageWork<S, A, O> pages;
    private final Deque<Turn> queue = new ArrayDeque<>();

    private Cursor cursor;
    private int pagesHere;
    private long latestMillis = Workflow.currentTimeMillis();
    private boolean finishing;
    private boolean cancelled;
    private boolean closed;
    private @Nullable Turn last;

    /** A page that waits for its answer. */
    private static final class Turn {
        private final Page page;
        private boolean begun;
        private boolean done;
        private @Nullable PageResult result;

        private Turn(Page page) {
            this.page = page;
        }

        private boolean waits() {
            return !begun;
        }
    }

    /** @param entry of the agent, by which a document gets a run of its own */
    protected AgentBatch(Agent<S, A, O> agent, AgentEntry entry, Opening opening) {
        this(agent, entry, opening, OwnRuns.LET_GO, MOST_PAGES);
    }

    /** @param ownRuns what it does about them */
    protected AgentBatch(Agent<S, A, O> agent, AgentEntry entry, Opening opening, OwnRuns ownRuns) {
        this(agent, entry, opening, ownRuns, MOST_PAGES);
    }

    /** @param mostPages of one history */
    protected AgentBatch(Agent<S, A, O> agent, AgentEntry entry, Opening opening, OwnRuns ownRuns, int mostPages) {
        this.agent = agent;
        this.opening = opening;
        this.mostPages = mostPages;
        this.pages = new PageWork<>(agent, entry, opening, ownRuns, this::start);
        this.cursor = opening.carried() == null ? Cursor.START : opening.carried();
    }

    /**
     * Refuses a page for one of its items; before the page is in the history, and pure.
     *
     * @throws IllegalArgumentException which says what would be right
     */
    protected void check(Item item) {}

    /** The state that a run of this document begins with; of what {@link #check} let pass. */
    protected abstract S start(Item item);

    /**
     * Takes runs as far as they get without a model and without a person.
     *
     * @param runs one for each document of a page that is to be worked on
     * @param previousDone returns when it is this page's turn to have effects
     * @return one for each, in this order; paused where the rest needs a run of its own
     */
    protected abstract List<Result<S>> work(List<Progress<S>> runs, Runnable previousDone);

    /** Who says to have submitted all of it. */
    protected final String submitter() {
        return opening.submitter();
    }

    /** A document inside a batch is known by the id that it would have had alone. */
    protected final RunRef run(DocumentRef document) {
        return pages.run(document);
    }

    /** The whole batch; returns when it has ended. */
    protected final Tally untilEnded() {
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

    private void awaitTheEnd() {
        Promise<Void> idle = idle();
        while (!(finishing && queue.isEmpty())) {
            boolean rested = idle.isCompleted();
            if (rested && queue.isEmpty() && Workflow.currentTimeMillis() - latestMillis >= IDLE.toMillis()) {
                return;
            }
            if (rested) {
                idle = idle();
            }
            Promise<Void> alarm = idle;
            Workflow.await(() -> ((finishing || mustContinueAsNew()) && queue.isEmpty()) || alarm.isCompleted());
            if (mustContinueAsNew() && queue.isEmpty() && !finishing) {
                Workflow.await(Workflow::isEveryHandlerFinished);
                ContinueAsNewPolicy.continueAsNew(
                        new Opening(opening.tenant(), opening.submitter(), opening.again(), cursor));
            }
        }
    }

    /** From then on no page is accepted, so that a history is over by one workflow task at most. */
    private boolean mustContinueAsNew() {
        return pagesHere >= mostPages || ContinueAsNewPolicy.over() || !hasRoomFor(1);
    }

    private boolean hasRoomFor(int pages) {
        return ContinueAsNewPolicy.hasRoomFor(pages * PAGE_BYTES + this.pages.ownRuns() * OWN_RUN_BYTES);
    }

    private static Promise<Void> idle() {
        return Workflow.newTimer(
                IDLE, TimerOptions.newBuilder().setSummary("waits for pages").build());
    }

    // ---- one page

    @Override
    public final void checkSubmit(Page page) {
        if (closed || finishing) {
            throw new IllegalArgumentException("this batch takes no more pages");
        }
        if (mustContinueAsNew() || !hasRoomFor(queue.size() + 1)) {
            throw new IllegalArgumentException(MOVING + ": the batch continues as new; send the page again");
        }
        if (queue.size() >= PAGES_IN_FLIGHT) {
            throw new IllegalArgumentException(TOO_FAST + ": " + PAGES_IN_FLIGHT
                    + " pages are in flight; send this one when one of them is answered");
        }
        boolean foreign =
                page.items().stream().anyMatch(item -> !item.document().tenant().equals(opening.tenant()));
        if (page.items().isEmpty() || page.items().size() > PAGE || page.number() < 1 || foreign) {
            throw new IllegalArgumentException(
                    "a page is numbered from 1 and has 1 to " + PAGE + " documents of tenant " + opening.tenant());
        }
        page.items().forEach(this::check);
    }

    /** What is begun is finished, even when the batch is cancelled. */
    @Override
    public final PageResult submit(Page page) {
        Turn turn = new Turn(page);
        queue.add(turn);
        Workflow.newDetachedCancellationScope(() -> {
                    Workflow.await(
                            () -> cancelled || next().filter(turn::equals).isPresent());
                    if (!cancelled) {
                        begin(turn);
                    }
                })
                .run();
        PageResult result = turn.result;
        if (result == null) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "the batch was cancelled before it looked at this page", CANCELLED);
        }
        return result;
    }

    /** The waiting page with the lowest number; nothing when enough is being read. */
    private Optional<Turn> next() {
        long unfinished =
                queue.stream().filter(turn -> turn.begun && !turn.done).count();
        return unfinished >= AHEAD
                ? Optional.empty()
                : queue.stream().filter(Turn::waits).min(Comparator.comparing(turn -> turn.page.number()));
    }

    /** A page that cannot be worked on fails alone, in its turn. */
    private void begin(Turn turn) {
        turn.begun = true;
        Turn previous = last;
        last = turn;
        Runnable previousDone = () -> Workflow.await(() -> previous == null || previous.done);
        try {
            work(turn, previousDone);
        } catch (TemporalFailure e) {
            previousDone.run();
            turn.done = true;
            queue.remove(turn);
            throw e;
        }
    }

    private void work(Turn turn, Runnable previousDone) {
        PageResult result = pages.work(turn.page, runs -> work(runs, previousDone), () -> {
            previousDone.run();
            turn.done = true;
        });
        queue.remove(turn);
        pagesHere++;
        cursor = cursor.after(result.number(), result.documents());
        latestMillis = Workflow.currentTimeMillis();
        turn.result = result;
        show();
    }

    // ---- the end, and what people see

    @Override
    public final Tally finish() {
        finishing = true;
        Workflow.newDetachedCancellationScope(() -> Workflow.await(() -> closed))
                .run();
        return progress();
    }

    @Override
    public final Tally progress() {
        return cursor.tally(queue.size());
    }

    private void publish(String outcome) {
        RunView.publishBatch(opening.tenant(), agent.name(), outcome);
        show();
    }

    private void show() {
        Tally tally = progress();
        RunView.details(
                tally.documents() + " documents decided or under way, " + tally.waiting() + " pages wait",
                List.of(
                        new Fact("done", String.valueOf(tally.done())),
                        new Fact("duplicate", String.valueOf(tally.duplicate())),
                        new Fact("refused", String.valueOf(tally.refused())),
                        new Fact("failed", String.valueOf(tally.failed())),
                        new Fact("in a run of their own", String.valueOf(tally.ownRuns()))));
    }
}
