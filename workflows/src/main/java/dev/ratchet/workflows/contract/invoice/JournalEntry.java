package dev.ratchet.workflows.contract.invoice;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Intent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One booking, as proposed to the ledger. The ledger books exactly this or nothing.
 *
 * @param kind what it is: INVOICE or CREDIT_NOTE
 * @param invoiceNumber as printed; its business key ignores spelling, see {@link BusinessKey}
 * @param document digest of the document that it books
 * @param orderNumber the purchase order that it counts against, as printed; absent when none
 * @param correctedNumber the invoice that a credit note takes back, as printed; absent when none
 * @param lines at least two, summing to zero; debits positive, credits negative, none zero
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
        List<Line> lines) {

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
    }

    /**
     * The entry that books an invoice: expense and VAT against what is payable, with prepayments and rounding in between; a
     * credit note the other way round. It balances because EN 16931 BR-CO-16 makes payable = gross - prepaid + rounding, and
     * because what an extension adds to that is booked, too.
     *
     * @param supplierId of the master data
     * @return empty while the supplier is not known, and where nothing would move
     */
    public static Optional<JournalEntry> booking(
            DocumentRef document, InvoiceFacts facts, @Nullable String supplierId) {
        long sign = facts.kind() == InvoiceFacts.Kind.CREDIT_NOTE ? -1 : 1;
        List<Line> lines = new ArrayList<>();
        if (supplierId != null) {
            add(lines, "expenses:purchases:" + supplierId, sign * facts.net());
            add(lines, "assets:vat-input", sign * facts.tax());
            add(lines, "expenses:rounding", sign * facts.rounding());
            add(lines, "expenses:third-party:" + supplierId, sign * facts.thirdParty());
            add(lines, "assets:prepayments:" + supplierId, -sign * facts.prepaid());
            add(lines, "liabilities:payable:" + supplierId, -sign * facts.payable());
        }
        if (supplierId == null || lines.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(new JournalEntry(
                document.tenant(),
                facts.kind(),
                supplierId,
                facts.number(),
                facts.issueDate(),
                facts.currency(),
                document.digest(),
                facts.orderNumber(),
                facts.correctedNumber(),
                lines));
    }

    private static void add(List<Line> lines, String account, long minor) {
        if (minor != 0) {
            lines.add(new Line(account, minor));
        }
    }

    /** The one key under which this invoice can be in the books. */
    public String businessKey() {
        return BusinessKey.of(supplierId, kind, invoiceNumber);
    }

    /** The order that it counts against, in any spelling; absent when none. */
    public @Nullable String orderKey() {
        return orderNumber == null ? null : BusinessKey.number(orderNumber);
    }

    /** The business key of the invoice that a credit note takes back; absent when none. */
    public @Nullable String correctedKey() {
        return correctedNumber == null ? null : BusinessKey.of(supplierId, InvoiceFacts.Kind.INVOICE, correctedNumber);
    }

    /** What limits and ceilings are held against: the sum of all debits, in minor units, positive. */
    public long size() {
        long debits = 0;
        for (Line line : lines) {
            debits = Math.addExact(debits, Math.max(0, line.minor()));
        }
        return debits;
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
