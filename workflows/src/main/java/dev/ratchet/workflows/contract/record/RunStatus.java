package dev.ratchet.workflows.contract.record;

/** Where a run of any agent stands. Frozen. */
public enum RunStatus {
    RUNNING,
    /** For a person. */
    WAITING,
    /** It did what it was for. Each agent has its own word for that. */
    DONE,
    /** What it was for had been done before. */
    DUPLICATE,
    REFUSED,
    FAILED;

    /** Whether the run has ended. */
    public boolean ended() {
        return this != RUNNING && this != WAITING;
    }
}
