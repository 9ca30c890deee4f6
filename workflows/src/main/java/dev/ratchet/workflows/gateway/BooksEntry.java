package dev.ratchet.workflows.gateway;

import dev.ratchet.workflows.contract.Digest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One entry of the books.
 *
 * @param kind INVOICE, CREDIT_NOTE, or REVERSAL of an invoice that the next entry replaces
 * @param authority how it was authorized
 * @param rowHash of this entry, over its content and the hash of the one before
 */
public record BooksEntry(
        long number,
        Instant postedAt,
        LocalDate date,
        String kind,
        String supplierId,
        String invoiceNumber,
        String currency,
        List<Line> lines,
        String authority,
        String workflowId,
        Digest document,
        Digest rowHash) {
    public BooksEntry {
        lines = List.copyOf(lines);
    }

    /** @param minor signed minor units of the entry's currency, debit positive */
    public record Line(String account, long minor) {}
}
