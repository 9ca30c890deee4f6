package dev.ratchet.starter.live;

import dev.ratchet.workflows.batch.EarlierResult;
import dev.ratchet.workflows.contract.record.RunResult;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;

/** What is told to a person who submitted something. */
public sealed interface Submitted {

    RunResult result();

    /** The whole sentence; the result has at most 200 characters of it. */
    default String why() {
        return result().why();
    }

    /** Its run, started now or still open, has ended or waits for a person. */
    record Settled(RunSummary summary) implements Submitted {
        @Override
        public RunResult result() {
            return summary.result();
        }

        @Override
        public String why() {
            return summary.why();
        }
    }

    /** A run of the same input has decided before. Nothing was started. */
    record DecidedBefore(RunSummary earlier) implements Submitted {
        @Override
        public RunResult result() {
            return EarlierResult.told(earlier.result(), false);
        }
    }

    /** It ended without a decision. */
    record Failed(String code, String why) implements Submitted {
        @Override
        public RunResult result() {
            return withoutRecord(RunStatus.FAILED, code, why);
        }
    }

    /** Started, and nobody waited for it. */
    record Started() implements Submitted {
        @Override
        public RunResult result() {
            return withoutRecord(RunStatus.RUNNING, "STARTED", "started; 'ratchet status' shows its state");
        }
    }

    private static RunResult withoutRecord(RunStatus status, String code, String why) {
        return new RunResult(status, status.name(), code, why, null, null, null);
    }
}
