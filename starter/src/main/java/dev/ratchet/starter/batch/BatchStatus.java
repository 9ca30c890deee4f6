package dev.ratchet.starter.batch;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ratchet.starter.screen.LabelledLines;
import dev.ratchet.starter.screen.RunReport;
import dev.ratchet.workflows.batch.BatchWorkflow.Tally;
import io.temporal.client.WorkflowExecutionDescription;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code batch} for one batch. Its JSON is frozen.
 *
 * @param state RUNNING, FINISHED, CANCELLED, or how else Temporal says that it ended
 * @param ended absent while it runs
 * @param documents decided, or with runs of their own
 * @param posted documents for which the agent did what it is for
 * @param ownRuns documents with runs of their own
 * @param pages worked on
 * @param waiting pages that wait to be worked on
 */
@JsonPropertyOrder({
    "id",
    "name",
    "state",
    "started",
    "ended",
    "documents",
    "posted",
    "duplicate",
    "refused",
    "failed",
    "ownRuns",
    "pages",
    "waiting"
})
record BatchStatus(
        String id,
        String name,
        String state,
        Instant started,
        @Nullable Instant ended,
        long documents,
        long posted,
        long duplicate,
        long refused,
        long failed,
        long ownRuns,
        int pages,
        int waiting) {

    static BatchStatus of(BatchName name, WorkflowExecutionDescription description, Tally tally) {
        return new BatchStatus(
                name.workflowId(),
                name.name(),
                switch (description.getStatus()) {
                    case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW -> "RUNNING";
                    case WORKFLOW_EXECUTION_STATUS_COMPLETED -> "FINISHED";
                    case WORKFLOW_EXECUTION_STATUS_CANCELED -> "CANCELLED";
                    default -> description.getStatus().name().replace("WORKFLOW_EXECUTION_STATUS_", "");
                },
                description.getStartTime(),
                description.getCloseTime(),
                tally.documents(),
                tally.done(),
                tally.duplicate(),
                tally.refused(),
                tally.failed(),
                tally.ownRuns(),
                tally.pages(),
                tally.waiting());
    }

    String text(int width) {
        return new LabelledLines()
                .add("batch", id)
                .add(
                        "state",
                        state + ", begun " + RunReport.time(started)
                                + (ended == null ? "" : ", ended " + RunReport.time(ended)))
                .add(
                        "documents",
                        String.format(
                                Locale.ROOT,
                                "%,d: %,d done, %,d duplicate, %,d refused, %,d failed, %,d with runs of their own",
                                documents,
                                posted,
                                duplicate,
                                refused,
                                failed,
                                ownRuns))
                .add("pages", String.format(Locale.ROOT, "%,d worked on, %,d waiting", pages, waiting))
                .text(width);
    }
}
