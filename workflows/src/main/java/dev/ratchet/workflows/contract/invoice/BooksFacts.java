package dev.ratchet.workflows.contract.invoice;

import org.jspecify.annotations.Nullable;

/**
 * What the books know about an invoice at one instant. Amounts are minor units of the invoice's currency.
 *
 * @param supplierId of the master data; present when {@code supplier} is KNOWN or INACTIVE
 * @param onFile the masked account on file, where it differs from the document's
 * @param orderRemaining what the order still allows after every invoice so far; present when the order was found
 * @param otherEntry number of the entry that a duplicate or near-duplicate was found as
 * @param autoPostUpTo the supplier's ceiling for posting without a person, 0 when there is none
 */
public record BooksFacts(
        Supplier supplier,
        @Nullable String supplierId,
        Account account,
        @Nullable String onFile,
        Order order,
        @Nullable Long orderRemaining,
        Duplicate duplicate,
        @Nullable Long otherEntry,
        Correction correction,
        long autoPostUpTo) {

    /** Looked up by tax ids; AMBIGUOUS when they belong to more than one supplier. */
    public enum Supplier {
        KNOWN,
        INACTIVE,
        UNKNOWN,
        AMBIGUOUS
    }

    public enum Account {
        SAME,
        CHANGED,
        NOT_ON_DOCUMENT,
        NONE_ON_FILE
    }

    /** OVER: the invoice and all invoices so far exceed the order by more than the tolerance. */
    public enum Order {
        NOT_REQUIRED,
        MATCHES,
        NOT_NAMED,
        UNKNOWN,
        OTHER_SUPPLIER,
        OTHER_CURRENCY,
        OVER
    }

    /** SAME_NUMBER in any spelling; NEAR: same supplier, amount and date under another number. */
    public enum Duplicate {
        NONE,
        SAME_NUMBER,
        NEAR
    }

    public enum Correction {
        NOT_A_CORRECTION,
        FOUND,
        NOT_NAMED,
        NOT_IN_BOOKS,
        EXCEEDS_CORRECTED
    }
}
