package dev.ratchet.activities.ledger;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The books of every tenant, to be read; {@link PostingEffect} writes them. Amounts are signed minor units, debit
 * positive.
 */
public interface Ledger {

    /** The newest {@code most} entries, oldest of them first. */
    List<Entry> entries(TenantId tenant, int most);

    /** Sum per account and currency, by account then currency; accounts that are at zero stay in the list. */
    List<Balance> balance(TenantId tenant);

    /** Writes every entry in hledger's journal format, in entry order, without holding them all in memory. */
    void export(TenantId tenant, Appendable journal) throws IOException;

    /**
     * @param authority how it was authorized: {@code policy rule@version} or {@code approved by a, b}
     * @param rowHash of this entry, over its content and the hash of the one before
     */
    record Entry(
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
            Digest rowHash) {}

    record Line(String account, long minor) {}

    record Balance(String account, String currency, long minor) {}
}
