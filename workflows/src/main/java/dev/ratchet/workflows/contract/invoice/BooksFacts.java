package dev.ratchet.workflows.contract.invoice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the books know about an invoice at one instant. Amounts are minor units of the invoice's currency.
 *
 * @param supplierId of the master data; present when {@code supplier} is KNOWN or INACTIVE
 * @param onFile the masked account on file, where the document names one that is not
 * @param otherAccounts masked, those of the document that are not on file; empty when none is on file
 * @param buyer what is odd about it; absent when it is us, and while master data do not know ourselves
 * @param orderRemaining what the order still allows after every invoice so far; present when the order was found
 * @param otherEntry number of the entry that a duplicate or near-duplicate was found as
 * @param tie what ties the document to earlier ones; absent when nothing does
 * @param earlier the entries that bear on it, at most {@link #MOST_EARLIER}
 * @param choices what a person may choose that it does to them; empty where there is nothing to choose
 * @param autoPostUpTo the supplier's ceiling for posting without a person, 0 when there is none
 */
public record BooksFacts(
        Supplier supplier,
        @Nullable String supplierId,
        Account account,
        @Nullable String onFile,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> otherAccounts,
        @Nullable Buyer buyer,
        Order order,
        @Nullable Long orderRemaining,
        Duplicate duplicate,
        @Nullable Long otherEntry,
        Correction correction,
        @Nullable Tie tie,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Earlier> earlier,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Relation> choices,
        long autoPostUpTo) {
    public static final int MOST_EARLIER = 24;

    /** Answers about many have little room: what is empty is left out of the JSON. */
    public BooksFacts {
        otherAccounts = orEmpty(otherAccounts);
        earlier = orEmpty(earlier);
        choices = orEmpty(choices);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** Looked up by tax ids; AMBIGUOUS when they belong to more than one supplier, OWN when one of them is our own. */
    public enum Supplier {
        OWN,
        KNOWN,
        INACTIVE,
        UNKNOWN,
        AMBIGUOUS
    }

    /** SAME when all of the document's accounts are on file. */
    public enum Account {
        SAME,
        CHANGED,
        NOT_ON_DOCUMENT,
        NONE_ON_FILE
    }

    /** OTHER when neither a tax id nor the name of the buyer is one of ours. */
    public enum Buyer {
        NOT_NAMED,
        OTHER
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

    /** SAME_NUMBER in any spelling, amount and date; NEAR: same supplier, amount and date under another number. */
    public enum Duplicate {
        NONE,
        SAME_NUMBER,
        NEAR
    }

    /** What a credit note takes back. */
    public enum Correction {
        NOT_A_CORRECTION,
        FOUND,
        NOT_NAMED,
        NOT_IN_BOOKS,
        EXCEEDS_CORRECTED
    }

    /** The first of these that holds. */
    public enum Tie {
        /** Another document of this supplier with the same number is booked. */
        SAME_NUMBER,
        /** What is booked already refers to this document. */
        REFERRED_TO,
        /** A final invoice: the prepayments and partial invoices that it names make its prepaid amount. */
        SETTLES,
        /** As SETTLES, but some of what it names are invoices of the usual kind. */
        SETTLES_INVOICES,
        /** It refers to invoices that are booked. */
        NAMES_EARLIER,
        /** It refers to an invoice that is not booked. */
        NAMES_UNKNOWN,
        /** It corrects an invoice and does not say which. */
        NAMES_NONE,
        /** It has a prepaid amount and names no prepayment, and the supplier has open ones. */
        OPEN_PREPAYMENTS,
        /** A prepayment invoice, and a final one has taken up more than there was. */
        PREPAYMENT_USED
    }

    /** Whether the document takes up what it names. */
    boolean settles() {
        return tie == Tie.SETTLES || tie == Tie.SETTLES_INVOICES;
    }

    /**
     * An entry that bears on the document.
     *
     * @param kind of it
     */
    public record Earlier(Bearing bearing, InvoiceFacts.Kind kind, Standing standing, BookedEntry entry) {}

    public enum Bearing {
        SAME_NUMBER,
        NAMED,
        REFERS_HERE
    }

    public enum Standing {
        STANDING,
        /** It was reversed. */
        REVERSED,
        /** Credit notes have taken back some of it. */
        CREDITED,
        /** A final invoice has settled it. */
        SETTLED,
        /** It has settled others. */
        SETTLES
    }

    /** The entries that stand and that the document names. */
    public List<BookedEntry> named() {
        return earlier.stream()
                .filter(known -> known.bearing() == Bearing.NAMED && known.standing() == Standing.STANDING)
                .map(Earlier::entry)
                .toList();
    }

    /** Number of the last entry of another document with the same number; absent when there is none. */
    public @Nullable Long sameNumber() {
        return earlier.stream()
                .filter(known -> known.bearing() == Bearing.SAME_NUMBER)
                .map(known -> known.entry().number())
                .max(Long::compare)
                .orElse(null);
    }

    /** The one entry that it can replace; absent when there is none, or more than one. */
    public @Nullable BookedEntry replaceable() {
        return replaceable(earlier);
    }

    /** As {@link #replaceable()}, among these. */
    public static @Nullable BookedEntry replaceable(List<Earlier> earlier) {
        List<Earlier> candidates = earlier.stream()
                .filter(known -> known.bearing() != Bearing.REFERS_HERE && known.standing() != Standing.REVERSED)
                .toList();
        boolean one = candidates.stream()
                        .map(known -> known.entry().number())
                        .distinct()
                        .count()
                == 1;
        return one
                        && candidates.get(0).standing() == Standing.STANDING
                        && candidates.get(0).kind() == InvoiceFacts.Kind.INVOICE
                ? candidates.get(0).entry()
                : null;
    }
}
