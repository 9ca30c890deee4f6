package dev.ratchet.workflows.contract.invoice;

import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Texts;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs to know of an invoice: the header, the totals and who sent it. The whole invoice, with its lines,
 * stays in the content store. All amounts are minor units of {@code currency}, signed as on the document: a credit
 * note's amounts are positive and are booked the other way round.
 *
 * @param number as printed, 1 to 100 characters
 * @param supplierName as printed, at most 120 characters; never shown outside the state
 * @param supplierTaxIds VAT, tax and legal registration numbers, without spaces and punctuation, in upper case
 * @param net total without VAT (BT-109)
 * @param tax total VAT in the invoice currency (BT-110)
 * @param gross total with VAT (BT-112)
 * @param prepaid already paid (BT-113)
 * @param rounding added to reach the payable amount (BT-114)
 * @param payable amount due (BT-115)
 * @param orderNumber the purchase order it refers to (BT-13)
 * @param correctedNumber the invoice that a credit note corrects (BT-25)
 * @param account where the money should go (BT-84); absent when the document names none
 * @param otherAccounts how many further, different accounts the document names
 * @param ambiguous fields that can be read in more than one way, such as 03/04/2026; empty for structured documents
 */
public record InvoiceFacts(
        Kind kind,
        Source source,
        String number,
        LocalDate issueDate,
        String supplierName,
        List<String> supplierTaxIds,
        String currency,
        long net,
        long tax,
        long gross,
        long prepaid,
        long rounding,
        long payable,
        @Nullable String orderNumber,
        @Nullable String correctedNumber,
        @Nullable BankAccount account,
        int otherAccounts,
        int lines,
        List<String> ambiguous) {

    public enum Kind {
        INVOICE,
        CREDIT_NOTE
    }

    public enum Source {
        UBL,
        CII,
        FACTUR_X,
        TEXT,
        PDF_TEXT;

        /** Whether the fields came from a machine-readable document and not from a model. */
        public boolean structured() {
            return this == UBL || this == CII || this == FACTUR_X;
        }
    }

    public InvoiceFacts {
        if (number.isBlank() || number.length() > 100) {
            throw new IllegalArgumentException("an invoice number has 1 to 100 characters");
        }
        Money.exponent(currency);
        supplierName = Texts.upTo(120, supplierName);
        supplierTaxIds = List.copyOf(supplierTaxIds);
        ambiguous = List.copyOf(ambiguous);
    }

    public Money amount() {
        return new Money(currency, gross);
    }
}
