package dev.ratchet.workflows.contract.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BookingTest {
    private static final DocumentRef DOCUMENT = new DocumentRef(TenantId.DEFAULT, Digest.of("document"), 1);

    private static final BooksFacts BOOKS = new BooksFacts(
            BooksFacts.Supplier.KNOWN,
            "ACME",
            BooksFacts.Account.SAME,
            null,
            List.of(),
            null,
            BooksFacts.Order.NOT_REQUIRED,
            null,
            BooksFacts.Duplicate.NONE,
            null,
            BooksFacts.Correction.NOT_A_CORRECTION,
            null,
            List.of(),
            List.of(),
            0);

    private static Optional<List<String>> lines(
            String type, long net, long tax, long gross, long prepaid, long payable) {
        InvoiceFacts facts = new InvoiceFacts(
                InvoiceFacts.Kind.INVOICE,
                type,
                InvoiceFacts.Source.UBL,
                "RE-1",
                LocalDate.of(2026, 11, 28),
                "EUR",
                net,
                tax,
                gross,
                prepaid,
                0,
                payable,
                null,
                List.of(),
                List.of(),
                1,
                List.of(),
                List.of(),
                List.of());
        return Booking.of(DOCUMENT, facts, BOOKS, null)
                .map(entry -> entry.lines().stream()
                        .map(line -> line.account() + " " + line.minor())
                        .toList());
    }

    @Test
    void anInvoiceIsExpenseAndVatAgainstWhatIsPayable() {
        assertThat(lines("380", 10_000, 1_900, 11_900, 900, 11_000))
                .contains(List.of(
                        "expenses:purchases:ACME 10000",
                        "assets:vat-input 1900",
                        "assets:prepayments:ACME -900",
                        "liabilities:payable:ACME -11000"));
    }

    @Test
    void aPrepaymentIsNoExpenseYet() {
        assertThat(lines("386", 10_000, 1_900, 11_900, 0, 11_900))
                .contains(List.of(
                        "assets:prepayments:ACME 10000", "assets:vat-input 1900", "liabilities:payable:ACME -11900"));
    }

    @Test
    void whatIsCollectedForSomebodyElseIsAnExpenseOfItsOwn() {
        assertThat(lines("380", 10_000, 1_900, 11_900, 0, 12_500))
                .contains(List.of(
                        "expenses:purchases:ACME 10000",
                        "assets:vat-input 1900",
                        "expenses:third-party:ACME 600",
                        "liabilities:payable:ACME -12500"));
    }

    @Test
    void totalsThatContradictEachOtherBookNothing() {
        assertThat(lines("380", 10_000, 1_900, 15_500, 0, 15_500)).isEmpty();
    }
}
