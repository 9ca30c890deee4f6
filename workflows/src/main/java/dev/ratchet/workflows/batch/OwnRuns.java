package dev.ratchet.workflows.batch;

/** What a batch does about the documents that get a run of their own. */
public enum OwnRuns {
    /** A page is answered when they have begun: they may wait for a person for weeks. */
    LET_GO,
    /** A page is answered when they have ended: for an agent whose runs never wait for anybody. */
    AWAITED
}
