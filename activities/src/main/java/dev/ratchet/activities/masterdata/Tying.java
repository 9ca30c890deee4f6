package dev.ratchet.activities.masterdata;

import dev.ratchet.workflows.contract.invoice.BookedEntry;
import dev.ratchet.workflows.contract.invoice.Booking;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.BooksFacts.Bearing;
import dev.ratchet.workflows.contract.invoice.BooksFacts.Earlier;
import dev.ratchet.workflows.contract.invoice.BooksFacts.Standing;
import dev.ratchet.workflows.contract.invoice.BooksFacts.Tie;
import dev.ratchet.workflows.contract.invoice.BusinessKey;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.InvoiceTypes;
import dev.ratchet.workflows.contract.invoice.Relation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ties an invoice to entries of the books, and what a person may choose that it does to them. Pure. */
final class Tying {
    private static final List<Relation> BESIDE = List.of(Relation.ADDS_TO, Relation.UNRELATED);

    private final InvoiceFacts invoice;
    private final List<Found> found;
    private final long prepayments;

    private Tying(InvoiceFacts invoice, List<Found> found, long prepayments) {
        this.invoice = invoice;
        this.found = found;
        this.prepayments = prepayments;
    }

    record Found(Bearing bearing, EarlierEntry entry) {}

    record Tied(@Nullable Tie tie, List<Earlier> earlier, List<Relation> choices) {}

    /** @param prepayments of the supplier that no invoice has taken up */
    static Tied of(InvoiceFacts invoice, List<Found> found, long prepayments) {
        List<Found> bearing = found.stream()
                .filter(one -> !one.entry().kind().equals("REVERSAL"))
                .toList();
        Tying tying = new Tying(invoice, bearing, prepayments);
        Tie tie = tying.tie();
        List<Earlier> earlier = bearing.stream().map(Tying::earlier).toList();
        return new Tied(tie, earlier, tying.choices(tie, earlier));
    }

    private static Earlier earlier(Found one) {
        return new Earlier(
                one.bearing(),
                InvoiceFacts.Kind.valueOf(one.entry().kind()),
                one.entry().standing(),
                one.entry().entry());
    }

    private @Nullable Tie tie() {
        if (any(Bearing.SAME_NUMBER)) {
            return Tie.SAME_NUMBER;
        }
        if (any(Bearing.REFERS_HERE)) {
            return Tie.REFERRED_TO;
        }
        boolean plainCreditNote = invoice.kind() == InvoiceFacts.Kind.CREDIT_NOTE && invoice.gross() >= 0;
        if (plainCreditNote) {
            return null; // what it takes back is a Correction
        }
        if (settles()) {
            return named().stream().allMatch(one -> one.entry().entry().typeCode() != null)
                    ? Tie.SETTLES
                    : Tie.SETTLES_INVOICES;
        }
        if (!invoice.preceding().isEmpty()) {
            return namedInBooks() ? Tie.NAMES_EARLIER : Tie.NAMES_UNKNOWN;
        }
        if (invoice.typeCode().equals(InvoiceTypes.CORRECTED)) {
            return Tie.NAMES_NONE;
        }
        if (invoice.prepaid() > 0 && prepayments > 0) {
            return Tie.OPEN_PREPAYMENTS;
        }
        return invoice.typeCode().equals(InvoiceTypes.PREPAYMENT) && prepayments < 0 ? Tie.PREPAYMENT_USED : null;
    }

    /** A final invoice takes up all that it names, and nothing else has been prepaid. */
    private boolean settles() {
        if (invoice.prepaid() <= 0
                || invoice.payable() < 0
                || invoice.bookedAs() != InvoiceFacts.Kind.INVOICE
                || invoice.typeCode().equals(InvoiceTypes.CORRECTED)
                || !namedInBooks()) {
            return false;
        }
        List<Found> named = named();
        boolean open = named.stream()
                .allMatch(one -> one.entry().standing() == Standing.STANDING
                        && one.entry().kind().equals("INVOICE")
                        && one.entry().entry().currency().equals(invoice.currency()));
        return open
                && named.size() == keys().size()
                && named.stream()
                                .map(one -> one.entry().entry())
                                .mapToLong(BookedEntry::payable)
                                .sum()
                        == invoice.prepaid();
    }

    private boolean namedInBooks() {
        List<String> keys = keys();
        return !keys.isEmpty()
                && keys.stream()
                        .allMatch(key -> named().stream()
                                .anyMatch(one -> one.entry()
                                        .numberKey()
                                        .equals(one.entry().supplier() + key)));
    }

    private List<String> keys() {
        return invoice.preceding().stream()
                .map(number -> BusinessKey.of("", InvoiceFacts.Kind.INVOICE, number))
                .distinct()
                .toList();
    }

    private List<Found> named() {
        return found.stream()
                .filter(one -> one.bearing() == Bearing.NAMED && one.entry().standing() != Standing.REVERSED)
                .toList();
    }

    private boolean any(Bearing bearing) {
        return found.stream().anyMatch(one -> one.bearing() == bearing);
    }

    private List<Relation> choices(@Nullable Tie tie, List<Earlier> earlier) {
        if (tie == null) {
            return List.of();
        }
        return switch (tie) {
            case SETTLES, SETTLES_INVOICES, OPEN_PREPAYMENTS, PREPAYMENT_USED -> List.of();
            case REFERRED_TO, NAMES_NONE -> BESIDE;
            case SAME_NUMBER, NAMES_EARLIER, NAMES_UNKNOWN -> {
                List<Relation> choices = new ArrayList<>();
                if (replaces(earlier)) {
                    choices.add(Relation.REPLACES);
                }
                choices.addAll(BESIDE);
                yield choices;
            }
        };
    }

    /** One invoice that stands untouched can be replaced by a positive one of the same currency. */
    private boolean replaces(List<Earlier> earlier) {
        BookedEntry replaceable = BooksFacts.replaceable(earlier);
        return invoice.kind() == InvoiceFacts.Kind.INVOICE
                && invoice.gross() > 0
                && Booking.size(invoice) > 0
                && replaceable != null
                && replaceable.currency().equals(invoice.currency());
    }
}
