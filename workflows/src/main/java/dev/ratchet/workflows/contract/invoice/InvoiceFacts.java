package dev.ratchet.workflows.contract.invoice;

import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Texts;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs to know of an invoice: the header and the totals. The whole invoice stays in the content store: its lines, and
 * the names and tax ids of who sent it and whom it is addressed to, are not for a history. All amounts are minor units of {@code currency}, signed as on the document: a credit
 * note's amounts are positive and are booked the other way round.
 *
 * @param typeCode BT-3, from UNTDID 1001, such as 380 or 384; empty when the document gives none
 * @param number as printed, 1 to 100 characters
 * @param net total without VAT (BT-109)
 * @param tax total VAT in the invoice currency (BT-110)
 * @param gross total with VAT (BT-112)
 * @param prepaid already paid (BT-113)
 * @param rounding added to reach the payable amount (BT-114)
 * @param payable amount due (BT-115)
 * @param orderNumber the purchase order it refers to (BT-13)
 * @param preceding the invoices it refers to (BT-25), each once, as printed; at most {@link #MOST_PRECEDING}
 * @param accounts where the money may go (BT-84), each once, the document's first choice first; at most
 *     {@link #MOST_ACCOUNTS}; empty when the document names none
 * @param lines how many there are; 0 where the profile has none
 * @param doubts what only a person can judge although no sum is off; at most {@link Finding#MOST}
 * @param differences products that are not what the document says; at most {@link Finding#MOST}, the largest first
 * @param ambiguous fields that can be read in more than one way, such as 03/04/2026; empty for structured documents
 */
public record InvoiceFacts(
        Kind kind,
        String typeCode,
        Source source,
        String number,
        LocalDate issueDate,
        String currency,
        long net,
        long tax,
        long gross,
        long prepaid,
        long rounding,
        long payable,
        @Nullable String orderNumber,
        List<String> preceding,
        List<BankAccount> accounts,
        int lines,
        List<Finding> doubts,
        List<Difference> differences,
        List<String> ambiguous) {
    public static final int MOST_PRECEDING = 8;
    public static final int MOST_ACCOUNTS = 8;

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

    /**
     * A product of the document's own figures that is not the amount that the document states. The stated one is booked.
     *
     * @param computed the product, rounded to minor units
     * @param stated what the document says, in minor units
     * @param roundings how many amounts were rounded on the way to it: 1, or the lines of a VAT group
     */
    public record Difference(Product product, String where, long computed, long stated, int roundings) {
        public Difference {
            where = Texts.upTo(120, where);
        }

        /** Minor units, positive. */
        public long size() {
            return Math.abs(Math.subtractExact(computed, stated));
        }

        /** Thousandths of a minor unit for each rounding, that of the stated amount included. Rounding explains 500. */
        public long perRounding() {
            return Math.multiplyExact(size(), 1_000) / (roundings + 1L);
        }
    }

    public enum Product {
        /** Quantity, price and base quantity of a line, with its allowances and charges. */
        LINE,
        /** Gross price less discount. */
        PRICE,
        /** Percentage and base of an allowance or charge. */
        PERCENT,
        /** Rate and base of a VAT group. */
        VAT
    }

    public InvoiceFacts {
        if (number.isBlank() || number.length() > 100) {
            throw new IllegalArgumentException("an invoice number has 1 to 100 characters");
        }
        Money.exponent(currency);
        preceding = List.copyOf(preceding);
        accounts = List.copyOf(accounts);
        doubts = List.copyOf(doubts);
        differences = List.copyOf(differences);
        ambiguous = List.copyOf(ambiguous);
    }

    public Money amount() {
        return new Money(currency, gross);
    }

    /** Whether every total is a whole number of units of the currency. */
    public boolean wholeUnits() {
        long unit = BigInteger.TEN.pow(Money.exponent(currency)).longValueExact();
        return LongStream.of(net, tax, gross, prepaid, payable).allMatch(total -> total % unit == 0);
    }

    /**
     * What is payable beyond gross less prepaid plus rounding: collected for somebody else (XRechnung BT-DEX-002). Readers
     * let a document pass only when it states this amount.
     */
    public long thirdParty() {
        return Math.subtractExact(payable, Math.addExact(Math.subtractExact(gross, prepaid), rounding));
    }

    /** What it is to the books: a negative invoice is a credit note by another name, and the other way round. */
    public Kind bookedAs() {
        return (kind == Kind.CREDIT_NOTE) == (gross < 0) ? Kind.INVOICE : Kind.CREDIT_NOTE;
    }

    /** The purchase order; absent also where the document only says that there is none, such as {@code n/a}. */
    public @Nullable String order() {
        return OrderNumbers.named(orderNumber);
    }

    /** The first invoice that it refers to; absent when none. */
    public @Nullable String correctedNumber() {
        return preceding.isEmpty() ? null : preceding.get(0);
    }

    /** The document's first choice of where the money should go; absent when it names none. */
    public @Nullable BankAccount account() {
        return accounts.isEmpty() ? null : accounts.get(0);
    }
}
