package dev.ratchet.activities.calls;

import dev.ratchet.activities.budget.Exceeded;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.ModelActivities.Usage;
import java.time.Duration;
import java.time.LocalDate;

/** The record of calls. Each method is one short transaction. */
public interface ModelCalls {

    /** What a worker may do about a request. */
    sealed interface Claim {}

    /**
     * Call, then {@link #complete} or {@link #release}. The budgets hold it.
     *
     * @param day whose budget pays
     */
    record Mine(String holder, LocalDate day) implements Claim {}

    /** It was called before. */
    record Answered(Recorded answer) implements Claim {}

    /**
     * Another worker calls.
     *
     * @param left until that one is taken for dead unless it says that it is alive
     */
    record Busy(Duration left) implements Claim {}

    /** Not to be called. */
    record TooDear(Exceeded budget) implements Claim {}

    /** An answer on record; its text is in the content store. */
    record Recorded(CallAnswer.Ending ending, Digest completion, Usage usage, CallAnswer.Cost cost) {}

    /**
     * @param asked of the request's {@code asked}, in the content store
     * @param lease how long this worker is taken for alive, unless it renews
     */
    Claim claim(CallRequest request, Digest asked, Duration lease);

    /** The worker lives. */
    void renew(CallRequest request, Mine mine, Duration lease);

    /**
     * Records the answer, settles what it cost, and ends the reservation.
     *
     * @return what is on record now: another worker's answer, when this one was taken for dead and came later
     */
    Recorded complete(CallRequest request, Mine mine, Recorded answer);

    /** This worker makes no call of its own: the answer to the call of another one is here. */
    void notCalled(CallRequest request, Mine mine);

    /** Nobody was called, so nothing can have been paid: whoever asks next may call. */
    void withdraw(CallRequest request, Mine mine);

    /** There was no answer, as far as this worker knows: whoever asks next may call. */
    void release(CallRequest request, Mine mine);
}
