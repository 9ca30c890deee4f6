package dev.ratchet.workflows.contract.invoice;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Intent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One booking, as proposed to the ledger. The ledger books exactly this or nothing.
 *
 * @param kind what it is to the books, see {@link InvoiceFacts#bookedAs}
 * @param invoiceNumber as printed; its business key ignores spelling, see {@link BusinessKey}
 * @param document digest of the document that it books
 * @param orderNumber the purchase order that it counts against, as printed; absent when none
 * @param correctedNumber the invoice that it refers to, as printed: what a credit note takes back; absent when none
 * @param lines at least two, summing to zero; debits positive, credits negative, none zero; among them the lines that undo
 *     what it settles
 * @param ties absent when it is tied to no earlier entry
 */
public record JournalEntry(
        TenantId tenant,
        InvoiceFacts.Kind kind,
        String supplierId,
        String invoiceNumber,
        LocalDate date,
        String currency,
        Digest document,
        @Nullable String orderNumber,
        @Nullable String correctedNumber,
        List<Line> lines,
        @Nullable Ties ties) {

    /**
     * @param account a colon-separated path such as {@code liabilities:payable:ACME}
     * @param minor signed minor units of the entry's currency: debit positive, credit negative, never zero
     */
    public record Line(String account, long minor) {
        private static final Pattern PATH = Pattern.compile("[a-z]+(:[A-Za-z0-9._-]+)*");

        public Line {
            if (minor == 0) {
                throw new IllegalArgumentException("a journal line of " + account + " moves nothing");
            }
            if (!PATH.matcher(account).matches()) {
                throw new IllegalArgumentException("'" + account + "' is not an account path");
            }
        }

        Line negated() {
            return new Line(account, Math.negateExact(minor));
        }
    }

    /** An entry that is tied to no earlier one. */
    public JournalEntry(
            TenantId tenant,
            InvoiceFacts.Kind kind,
            String supplierId,
            String invoiceNumber,
            LocalDate date,
            String currency,
            Digest document,
            @Nullable String orderNumber,
            @Nullable String correctedNumber,
            List<Line> lines) {
        this(
                tenant,
                kind,
                supplierId,
                invoiceNumber,
                date,
                currency,
                document,
                orderNumber,
                correctedNumber,
                lines,
                null);
    }

    public JournalEntry {
        Money.exponent(currency);
        lines = List.copyOf(lines);
        long sum = 0;
        for (Line line : lines) {
            sum = Math.addExact(sum, line.minor());
        }
        if (lines.size() < 2 || sum != 0) {
            throw new IllegalArgumentException("a journal entry has at least two lines and balances; this one has "
                    + lines.size() + " and is off by " + sum);
        }
        List<Line> rest = new ArrayList<>(lines);
        for (BookedEntry settled : ties == null ? List.<BookedEntry>of() : ties.settles()) {
            for (Line undoing : settled.settled()) {
                if (!rest.remove(undoing)) {
                    throw new IllegalArgumentException("what settles entry " + settled.number() + " has the line "
                            + undoing.account() + " " + undoing.minor());
                }
            }
        }
    }

    /** The entry that it reverses; absent when none. */
    public @Nullable BookedEntry reverses() {
        return ties == null ? null : ties.reverses();
    }

    /** What it settles. */
    public List<BookedEntry> settles() {
        return ties == null ? List.of() : ties.settles();
    }

    /** The {@link #numberKey}s of all invoices that it refers to. */
    public List<String> referred() {
        List<String> keys = new ArrayList<>();
        String corrected = correctedKey();
        if (corrected != null) {
            keys.add(corrected);
        }
        if (ties != null) {
            keys.addAll(ties.alsoKeys());
        }
        return keys;
    }

    /** The one key under which this invoice can be in the books. */
    public String businessKey() {
        return ties == null || ties.sameNumber() == null
                ? numberKey()
                : BusinessKey.again(numberKey(), date, size(), currency);
    }

    /** The key that its number has, whatever other documents have this number. */
    public String numberKey() {
        return BusinessKey.of(supplierId, kind, invoiceNumber);
    }

    /** The order that it counts against, in any spelling; absent when none. */
    public @Nullable String orderKey() {
        return orderNumber == null ? null : BusinessKey.number(orderNumber);
    }

    /** The {@link #numberKey} of the invoice that it refers to; absent when none. */
    public @Nullable String correctedKey() {
        return correctedNumber == null ? null : BusinessKey.of(supplierId, InvoiceFacts.Kind.INVOICE, correctedNumber);
    }

    /** The sum of all debits, in minor units, positive. */
    public long size() {
        return debits(lines);
    }

    static long debits(List<Line> lines) {
        long debits = 0;
        for (Line line : lines) {
            debits = Math.addExact(debits, Math.max(0, line.minor()));
        }
        return debits;
    }

    /** What limits and ceilings are held against, in minor units: its size, or that of what it reverses if larger. */
    public long atStake() {
        BookedEntry reversed = reverses();
        return reversed == null ? size() : Math.max(size(), reversed.size());
    }

    /** By how much it uses up its order: what it settles on the same order has done so before; absent without order. */
    public @Nullable Long onOrder() {
        String key = orderKey();
        if (key == null) {
            return null;
        }
        long before = settles().stream()
                .filter(settled ->
                        settled.orderNumber() != null && key.equals(BusinessKey.number(settled.orderNumber())))
                .mapToLong(BookedEntry::size)
                .sum();
        return size() - before;
    }

    /** By how much it changes what the supplier has been paid in advance; absent when it does not touch that. */
    public @Nullable Long prepayments() {
        long prepayments = Booking.prepayments(lines);
        return prepayments == 0 ? null : prepayments;
    }

    /** The wire name of the effect that posts an entry. */
    public static final String POSTING = "post_entry";

    /** The intent to post this entry and nothing else. */
    public Intent intent() {
        return Intent.of(businessKey(), POSTING, this);
    }

    /** @throws IllegalArgumentException when the intent is none to post an entry */
    public static JournalEntry of(Intent intent) {
        return intent.argumentsAs(JournalEntry.class, JournalEntry::intent);
    }
}
