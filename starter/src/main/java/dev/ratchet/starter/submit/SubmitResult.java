package dev.ratchet.starter.submit;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ratchet.starter.live.Submitted;
import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.record.RunResult;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code submit} for one document. Its JSON is frozen.
 *
 * @param file as given or found; of a document in a container, the container's name and the path inside it: {@code inbox.zip/a/b.xml}
 * @param id workflow id; absent when nothing was started
 * @param entry number of the entry in the books; absent when there is none
 * @param total decimal, with the currency's own number of decimals
 */
@JsonPropertyOrder({"file", "id", "outcome", "route", "code", "why", "entry", "total", "currency"})
record SubmitResult(
        String file,
        @Nullable String id,
        SubmitOutcome outcome,
        @Nullable String route,
        String code,
        String why,
        @Nullable Long entry,
        @Nullable String total,
        @Nullable String currency) {

    private static final String ENTRY = "entry";

    static SubmitResult withoutRun(String file, SubmitOutcome outcome, String code, String why) {
        return new SubmitResult(file, null, outcome, null, code, why, null, null, null);
    }

    static SubmitResult failed(String file, String id, String code, String why) {
        return new SubmitResult(file, id, SubmitOutcome.FAILED, null, code, why, null, null, null);
    }

    static SubmitResult started(String file, String id, String why) {
        return new SubmitResult(file, id, SubmitOutcome.RUNNING, null, "STARTED", why, null, null, null);
    }

    /** Decided in a batch. */
    static SubmitResult of(String file, String id, RunResult result) {
        return of(file, id, result, result.why());
    }

    /** Decided in a run of its own. */
    static SubmitResult of(String file, String id, Submitted submitted) {
        return of(file, id, submitted.result(), submitted.why());
    }

    private static SubmitResult of(String file, String id, RunResult result, String why) {
        Money total = result.amount();
        Long entry = entry(result.receipt());
        boolean bookedBefore = entry != null && result.code().equals(BatchWorkflow.SAME_DOCUMENT);
        return new SubmitResult(
                file,
                id,
                SubmitOutcome.of(result.status()),
                result.route(),
                result.code(),
                bookedBefore ? "these very bytes are booked as entry " + entry : why,
                entry,
                total == null ? null : total.decimal().toPlainString(),
                total == null ? null : total.currency());
    }

    private static @Nullable Long entry(@Nullable Receipt receipt) {
        return receipt != null && receipt.kind().equals(ENTRY) ? Long.valueOf(receipt.id()) : null;
    }

    /** The same bytes, under another name in the same batch. */
    SubmitResult sameBytes(String other) {
        boolean posted = outcome == SubmitOutcome.POSTED;
        return new SubmitResult(
                other,
                id,
                posted ? SubmitOutcome.DUPLICATE : outcome,
                route,
                posted ? BatchWorkflow.SAME_DOCUMENT : code,
                "the same bytes as " + file + ": " + (posted ? "posted as entry " + entry : why),
                entry,
                total,
                currency);
    }
}
