package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.masterdata.MasterData.Question;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.invoice.BookedEntry;
import dev.ratchet.workflows.contract.invoice.Booking;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an invoice does to the purchase order that it names. */
final class OrderUse {
    private OrderUse() {}

    static BooksFacts of(ResultSet row, Question question, BooksFacts known) throws SQLException {
        Long remaining = row.getString("order_supplier") == null
                ? null
                : row.getLong("order_total") - row.getLong("order_booked");
        return new BooksFacts(
                known.supplier(),
                known.supplierId(),
                known.account(),
                known.onFile(),
                known.otherAccounts(),
                known.buyer(),
                order(row, question, known, remaining),
                remaining,
                known.duplicate(),
                known.otherEntry(),
                known.correction(),
                known.tie(),
                known.earlier(),
                known.choices(),
                known.autoPostUpTo());
    }

    private static BooksFacts.Order order(ResultSet row, Question question, BooksFacts known, @Nullable Long remaining)
            throws SQLException {
        InvoiceFacts invoice = question.invoice();
        boolean isInvoice = invoice.bookedAs() == InvoiceFacts.Kind.INVOICE;
        if (invoice.order() == null) {
            return isInvoice && row.getBoolean("order_required")
                    ? BooksFacts.Order.NOT_NAMED
                    : BooksFacts.Order.NOT_REQUIRED;
        }
        if (remaining == null) {
            return BooksFacts.Order.UNKNOWN;
        }
        if (!row.getString("order_supplier").equals(known.supplierId())) {
            return BooksFacts.Order.OTHER_SUPPLIER;
        }
        if (!row.getString("order_currency").equals(invoice.currency())) {
            return BooksFacts.Order.OTHER_CURRENCY;
        }
        return isInvoice && takes(question, known) > remaining + MasterData.ORDER_TOLERANCE
                ? BooksFacts.Order.OVER
                : BooksFacts.Order.MATCHES;
    }

    /** What is settled or reversed has used up the order before. */
    private static long takes(Question question, BooksFacts known) {
        DocumentRef any = new DocumentRef(question.tenant(), Digest.of(""), 0);
        Optional<JournalEntry> entry = Booking.of(any, question.invoice(), known, question.relation());
        if (entry.isEmpty()) {
            return question.invoice().gross();
        }
        BookedEntry reversed = entry.get().reverses();
        return Objects.requireNonNull(entry.get().onOrder())
                - (reversed == null ? 0 : reversed.givenBackTo(entry.get().orderKey()));
    }
}
