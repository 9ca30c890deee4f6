package dev.ratchet.workflows.contract;

/** Every way an activity can fail, by its frozen wire name, and whether trying again can help. */
public enum FailureType {
    /** The content store does not have what the run refers to. */
    CONTENT_MISSING(false),
    /** What should be stored exceeds its cap. */
    TOO_LARGE(false),
    /** No model endpoint is configured. */
    MODEL_NOT_CONFIGURED(false),
    /** The provider refused this request for good, or answered with more than is read. */
    MODEL_REFUSED(false),
    /** The provider refuses every request to this model: bad key, no such model, quota exhausted. */
    MODEL_DENIED(false),
    /**
     * The provider is overloaded, rate-limiting, or cannot be reached. The activity ends it after five calls: see
     * {@code ModelActivities}.
     */
    MODEL_UNAVAILABLE(true),
    /** Nobody was called: every model of the tier has failed too often and is left alone for a while. */
    MODEL_TIER_DOWN(true),
    /** Nobody was called: the models of the tier that work have had all requests or tokens that a minute allows. */
    MODEL_TIER_BUSY(true),
    /** Another worker makes the same call now; its answer will do for both. */
    CALL_UNDER_WAY(true),
    /** A budget could not hold the call, so it is not made; a person may raise the budget. */
    BUDGET_EXCEEDED(false),
    /** As {@link #BUDGET_EXCEEDED}, and the budget's rule is that the run ends. */
    BUDGET_ENDED(false),
    /** The rest of a budget is reserved for calls under way; what they do not spend comes back. */
    BUDGET_RESERVED(true),
    /** The rule book does not compile or does not end in a total default. */
    RULES_INVALID(false),
    /** The database cannot be reached or gave up a transaction. */
    DATABASE_UNAVAILABLE(true),
    /** The database refused a statement for good. */
    DATABASE_REFUSED(false),
    /** The request is of a tenant whom this worker does not serve. */
    OTHER_TENANT(false),
    /** The request is about another run than the one that asks. */
    OTHER_RUN(false),
    /** The input breaks the contract of the activity. */
    BAD_INPUT(false),
    /** The work took all memory or stack, or ended its process. What it worked on is to blame, so it is tried twice. */
    CRASHED(2),
    /** Anything else: a defect. Retried, because a newer worker may not have it. */
    UNEXPECTED(true);

    private final int attempts;

    FailureType(boolean retried) {
        this(retried ? Integer.MAX_VALUE : 1);
    }

    FailureType(int attempts) {
        this.attempts = attempts;
    }

    /** Whether trying again can help after so many attempts, from 1. */
    public boolean retriedAfter(int attempt) {
        return attempt < attempts;
    }
}
