package dev.ratchet.starter;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Became;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code submit} says of one document; its JSON is frozen.
 *
 * @param file as given or found
 * @param id workflow id; absent when nothing was started
 * @param outcome POSTED, DUPLICATE, REFUSED, WAITING, FAILED; RUNNING when nobody waited
 * @param total decimal, with the currency's own number of decimals
 */
@JsonPropertyOrder({"file", "id", "outcome", "route", "code", "why", "entry", "total", "currency"})
record Line(
        String file,
        @Nullable String id,
        Standing outcome,
        @Nullable String route,
        String code,
        String why,
        @Nullable Long entry,
        @Nullable String total,
        @Nullable String currency) {

    static final String SAME_DOCUMENT = "SAME_DOCUMENT";

    static Line of(Path file, Status status) {
        return of(file, status, status.standing(), status.code(), status.why());
    }

    static Line withoutRun(Path file, Standing outcome, String code, String why) {
        return new Line(file.toString(), null, outcome, null, code, why, null, null, null);
    }

    static Line failed(Path file, String id, String code, String why) {
        return new Line(file.toString(), id, Standing.FAILED, null, code, why, null, null, null);
    }

    static Line started(Path file, String id, String why) {
        return new Line(file.toString(), id, Standing.RUNNING, null, "STARTED", why, null, null, null);
    }

    /** Decided in a batch. */
    static Line of(Path file, String id, Became became) {
        Money total = became.total();
        return new Line(
                file.toString(),
                id,
                became.standing(),
                became.route(),
                became.code(),
                became.why(),
                became.entry(),
                total == null ? null : total.decimal().toPlainString(),
                total == null ? null : total.currency());
    }

    /** An earlier run, now finished, has decided over the same bytes. */
    static Line earlier(Path file, Status status) {
        return status.standing() == Standing.POSTED
                ? of(
                        file,
                        status,
                        Standing.DUPLICATE,
                        SAME_DOCUMENT,
                        "these very bytes are booked as entry " + status.entry())
                : of(
                        file,
                        status,
                        status.standing(),
                        status.code(),
                        "decided before, nothing was run again (--again does): " + status.why());
    }

    /** The same bytes, under another name in the same batch. */
    Line under(Path other) {
        boolean posted = outcome == Standing.POSTED;
        return new Line(
                other.toString(),
                id,
                posted ? Standing.DUPLICATE : outcome,
                route,
                posted ? SAME_DOCUMENT : code,
                "the same bytes as " + file + ": " + (posted ? "posted as entry " + entry : why),
                entry,
                total,
                currency);
    }

    private static Line of(Path file, Status status, Standing outcome, String code, String why) {
        Money total = status.total();
        return new Line(
                file.toString(),
                status.workflowId(),
                outcome,
                status.route(),
                code,
                why,
                status.entry(),
                total == null ? null : total.decimal().toPlainString(),
                total == null ? null : total.currency());
    }
}
