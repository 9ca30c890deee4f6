package dev.ratchet.starter.submit;

import dev.ratchet.workflows.contract.record.RunStatus;

/** What became of a document, in the words of {@code submit}. Frozen; in the order in which they are counted. */
enum SubmitOutcome {
    POSTED,
    DUPLICATE,
    REFUSED,
    WAITING,
    FAILED,
    /** Nobody waited for it. */
    RUNNING,
    /** A part of a container where no invoice ever is, such as the text of a mail. */
    SKIPPED;

    static SubmitOutcome of(RunStatus status) {
        return switch (status) {
            case DONE -> POSTED;
            case DUPLICATE -> DUPLICATE;
            case REFUSED -> REFUSED;
            case WAITING -> WAITING;
            case FAILED -> FAILED;
            case RUNNING -> RUNNING;
        };
    }
}
