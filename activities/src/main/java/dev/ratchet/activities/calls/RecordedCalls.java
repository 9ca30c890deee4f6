package dev.ratchet.activities.calls;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.budget.Exceeded;
import dev.ratchet.activities.budget.Limits;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a request from the record, or makes the call and records what came back before anybody hears of it.
 *
 * <p>A call that is on record is never paid again. Between the last byte of an answer and the commit of its record lie two short
 * transactions. A worker that dies there has paid for nothing, unless the answer waits in {@link ReceivedAnswers} and the next
 * worker is on the same machine. A database that is away is waited for.
 */
public final class RecordedCalls {
    /** A worker that has not said for this long that it is alive is taken for dead. As long as the heartbeat's timeout. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** Three of them may get lost. */
    private static final Duration RENEWAL = Duration.ofSeconds(8);

    /** How long a paid answer waits for a database that is away; less than the call's own time in Temporal. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    /** How long a call waits for room that is reserved for others; with {@link #PATIENCE} and the call less than Temporal waits. */
    private static final Duration ROOM = Duration.ofSeconds(40);

    private static final Logger LOG = LoggerFactory.getLogger(RecordedCalls.class);

    private final ModelCalls calls;
    private final ContentStore texts;
    private final ReceivedAnswers received;
    private final ScheduledExecutorService timer;

    /**
     * @param texts where prompts and completions are kept
     * @param received where an answer waits for its record
     * @param timer says that this worker is alive; not the one of heartbeats, because a database that is away holds it up
     */
    public RecordedCalls(
            ModelCalls calls, ContentStore texts, ReceivedAnswers received, ScheduledExecutorService timer) {
        this.calls = calls;
        this.texts = texts;
        this.received = received;
        this.timer = timer;
    }

    /** Thrown by a call before it begins: nobody was asked. */
    public static final class NotCalled extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final RuntimeException failure;

        /** @param failure is passed on */
        public NotCalled(RuntimeException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /** @param completion of the answer's text, in the content store */
    public record Paid(CallAnswer answer, Digest completion) {}

    /**
     * @param call pays; what it throws ends the reservation and is passed on; {@link NotCalled} when there was no call
     * @throws ApplicationFailure {@link FailureType#BUDGET_EXCEEDED}, {@link FailureType#BUDGET_ENDED},
     *     {@link FailureType#BUDGET_RESERVED}, {@link FailureType#CALL_UNDER_WAY} or {@link FailureType#CONTENT_MISSING}
     */
    public Paid once(CallRequest request, Supplier<CallAnswer> call) throws IOException {
        Digest asked = texts.put(request.tenant(), bytes(request.asked())).digest();
        ModelCalls.Claim claim = claim(request, asked);
        if (claim instanceof ModelCalls.Answered answered) {
            return told(request.tenant(), answered.answer());
        }
        if (claim instanceof ModelCalls.TooDear tooDear) {
            throw Failures.of(type(tooDear.budget()), tooDear.budget().why(), null);
        }
        if (claim instanceof ModelCalls.Busy busy) {
            throw Failures.of(
                    FailureType.CALL_UNDER_WAY,
                    "another worker asks the same now",
                    null,
                    busy.left().plusMillis(100));
        }
        return called(request, (ModelCalls.Mine) claim, call);
    }

    private static FailureType type(Exceeded budget) {
        if (budget.mayPass()) {
            return FailureType.BUDGET_RESERVED;
        }
        return budget.over() == Limits.Over.END ? FailureType.BUDGET_ENDED : FailureType.BUDGET_EXCEEDED;
    }

    /** A budget whose rest is reserved for calls under way is waited for: most of them cost less than they reserve. */
    private ModelCalls.Claim claim(CallRequest request, Digest asked) {
        long until = System.nanoTime() + ROOM.toNanos();
        ModelCalls.Claim claim = calls.claim(request, asked, LEASE);
        while (claim instanceof ModelCalls.TooDear tooDear
                && tooDear.budget().mayPass()
                && System.nanoTime() < until
                && pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(400, 1_200)))) {
            claim = calls.claim(request, asked, LEASE);
        }
        return claim;
    }

    private Paid called(CallRequest request, ModelCalls.Mine mine, Supplier<CallAnswer> call) throws IOException {
        ScheduledFuture<?> renewals = timer.scheduleAtFixedRate(
                () -> renew(request, mine), RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
        try {
            CallAnswer answer = received(request, mine, call);
            Paid paid = uninterrupted(() -> waiting(() -> recorded(request, mine, answer)));
            received.forget(request);
            return paid;
        } finally {
            renewals.cancel(false);
        }
    }

    /** Before it makes a call, a worker looks whether one that died on this machine has the answer already. */
    private CallAnswer received(CallRequest request, ModelCalls.Mine mine, Supplier<CallAnswer> call) {
        try {
            Optional<CallAnswer> known = received.find(request);
            if (known.isPresent()) {
                calls.notCalled(request, mine);
                return known.get();
            }
            CallAnswer answer = call.get();
            received.keep(request, answer);
            return answer;
        } catch (NotCalled e) {
            release(request, () -> calls.withdraw(request, mine));
            throw e.failure;
        } catch (RuntimeException | Error e) {
            release(request, () -> calls.release(request, mine));
            throw e;
        }
    }

    private Paid recorded(CallRequest request, ModelCalls.Mine mine, CallAnswer answer) throws IOException {
        Digest completion = texts.put(request.tenant(), bytes(answer.text())).digest();
        ModelCalls.Recorded wanted =
                new ModelCalls.Recorded(answer.ending(), completion, answer.usage(), answer.cost());
        ModelCalls.Recorded now = calls.complete(request, mine, wanted);
        return now.equals(wanted) ? new Paid(answer, completion) : told(request.tenant(), now);
    }

    private Paid told(TenantId tenant, ModelCalls.Recorded known) throws IOException {
        byte[] text = texts.get(tenant, known.completion())
                .orElseThrow(() -> Failures.of(
                        FailureType.CONTENT_MISSING,
                        "the answer " + known.completion().brief() + " to this question is kept no longer",
                        null));
        return new Paid(
                new CallAnswer(known.ending(), new String(text, StandardCharsets.UTF_8), known.usage(), known.cost()),
                known.completion());
    }

    private void renew(CallRequest request, ModelCalls.Mine mine) {
        try {
            calls.renew(request, mine, LEASE);
        } catch (RuntimeException e) {
            LOG.warn("cannot say that {} is still under way: {}", request, e.getMessage());
        }
    }

    private static void release(CallRequest request, Runnable release) {
        try {
            uninterrupted(() -> {
                release.run();
                return request;
            });
        } catch (RuntimeException | IOException e) {
            LOG.warn("{} stays reserved until its lease is over: {}", request, e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T get() throws IOException;
    }

    /** What was paid for is recorded also for somebody who waits no more. */
    private static <T> T uninterrupted(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T waiting(Callable<T> work) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return Failures.guard(work);
            } catch (ApplicationFailure e) {
                if (!e.getType().equals(FailureType.DATABASE_UNAVAILABLE.name()) || System.nanoTime() > until) {
                    throw e;
                }
                LOG.warn("a paid answer waits to be recorded: {}", e.getOriginalMessage());
                pause(Duration.ofMillis(500));
            }
        }
    }

    /** @return false when somebody interrupts */
    private static boolean pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
