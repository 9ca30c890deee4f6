package dev.ratchet.workflows.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Writes to the books. Trusts nobody: it checks the authorization in the transaction that writes. */
@ActivityInterface(namePrefix = "Ledger")
public interface LedgerActivities {

    /** Idempotent by intent: asked twice by one run, it answers twice with the same entry. */
    @ActivityMethod
    Receipt post(Posting posting);

    record Posting(RunRef run, JournalEntry entry, Authorization authorization) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "receipt")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Posted.class, name = "posted"),
        @JsonSubTypes.Type(value = AlreadyBooked.class, name = "already-booked"),
        @JsonSubTypes.Type(value = NotPosted.class, name = "not-posted")
    })
    sealed interface Receipt {}

    /** The entry is in the books, and this run put it there, now or in an earlier attempt. */
    record Posted(long entry, Digest rowHash) implements Receipt {}

    /** Another run has booked this business key, as this entry. */
    record AlreadyBooked(long entry) implements Receipt {}

    /**
     * The ledger refuses; nothing was written. The code is frozen, the sentence is for a person.
     *
     * <p>Of a run that consulted the books before, {@code ORDER_EXCEEDED}, {@code CORRECTED_EXCEEDED} and {@code
     * NEAR_DUPLICATE} mean that the books have changed since: consulted again, they say what is in the way. Only policy
     * grants meet these three; a person's approval stands above them.
     */
    record NotPosted(String code, String why) implements Receipt {}
}
