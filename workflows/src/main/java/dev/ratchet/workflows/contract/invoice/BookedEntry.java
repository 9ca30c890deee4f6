package dev.ratchet.workflows.contract.invoice;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as it stands in the books. Amounts are minor units of its currency.
 *
 * @param number of the entry
 * @param typeCode BT-3 of what was booked, where {@link Ties} keep it; absent for the usual ones
 * @param orderNumber the purchase order that it counts against, as printed; absent when none
 */
public record BookedEntry(
        long number,
        @Nullable String typeCode,
        String invoiceNumber,
        LocalDate date,
        String currency,
        @Nullable String orderNumber,
        List<JournalEntry.Line> lines) {
    public BookedEntry {
        if (number < 1) {
            throw new IllegalArgumentException("entries are numbered from 1");
        }
        lines = List.copyOf(lines);
    }

    /** The sum of its debits. */
    public long size() {
        return JournalEntry.debits(lines);
    }

    public long vat() {
        return sum(Booking.VAT);
    }

    /** What became owed by it; negative when it is owed to us. */
    public long payable() {
        return -sum(Booking.PAYABLE);
    }

    /** What undoing it gives back to the order of that key; 0 when it does not count against that one. */
    public long givenBackTo(@Nullable String orderKey) {
        return orderNumber != null && BusinessKey.number(orderNumber).equals(orderKey) ? size() : 0;
    }

    /** The lines that undo it. */
    public List<JournalEntry.Line> negated() {
        return lines.stream().map(JournalEntry.Line::negated).toList();
    }

    /** What undoing it adds to the supplier's prepayments; absent when it did not touch them. */
    public @Nullable Long prepaymentsUndone() {
        long prepayments = Booking.prepayments(lines);
        return prepayments == 0 ? null : Long.valueOf(-prepayments);
    }

    /** The lines that undo it and leave what is owed by it as it is. */
    List<JournalEntry.Line> settled() {
        return lines.stream()
                .filter(line -> !line.account().startsWith(Booking.PAYABLE))
                .map(JournalEntry.Line::negated)
                .toList();
    }

    private long sum(String account) {
        return lines.stream()
                .filter(line -> line.account().startsWith(account))
                .mapToLong(JournalEntry.Line::minor)
                .sum();
    }
}
