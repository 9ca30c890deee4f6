package dev.ratchet.workflows.contract.invoice;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Intent;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.TenantId;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

    /** The one key under which this invoice can be in the books. */
    public String businessKey() {
        return BusinessKey.of(supplierId, kind, invoiceNumber);
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
        return new Intent(businessKey(), POSTING, arguments());
    }

    /**
     * The entry that an intent is about.
     *
     * @throws IllegalArgumentException when these are not the arguments of a balanced entry, or not those of the intent's
     *     business key
     */
    public static JournalEntry of(Intent intent) {
        SortedMap<String, Object> arguments = intent.arguments();
        JournalEntry entry;
        try {
            List<Line> lines = new ArrayList<>();
            for (Object row : (List<?>) required(arguments, "lines")) {
                Map<?, ?> line = (Map<?, ?>) row;
                lines.add(new Line((String) required(line, "account"), (Long) required(line, "minor")));
            }
            entry = new JournalEntry(
                    new TenantId((String) required(arguments, "tenant")),
                    InvoiceFacts.Kind.valueOf((String) required(arguments, "kind")),
                    (String) required(arguments, "supplierId"),
                    (String) required(arguments, "invoiceNumber"),
                    LocalDate.parse((String) required(arguments, "date")),
                    (String) required(arguments, "currency"),
                    new Digest((String) required(arguments, "document")),
                    (String) arguments.get("orderNumber"),
                    (String) arguments.get("correctedNumber"),
                    lines);
        } catch (ClassCastException | DateTimeParseException e) {
            throw new IllegalArgumentException("these are not the arguments of an entry", e);
        }
        if (!entry.intent().equals(intent)) {
            throw new IllegalArgumentException(
                    "this intent has another business key, kind or more than an entry's arguments");
        }
        return entry;
    }

    private static Object required(Map<?, ?> arguments, String name) {
        Object value = arguments.get(name);
        if (value == null) {
            throw new IllegalArgumentException("an entry's intent needs '" + name + "'");
        }
        return value;
    }

    private SortedMap<String, Object> arguments() {
        SortedMap<String, Object> arguments = new TreeMap<>();
        arguments.put("currency", currency);
        arguments.put("date", date.toString());
        arguments.put("document", document.hex());
        arguments.put("invoiceNumber", invoiceNumber);
        arguments.put("kind", kind.name());
        List<Object> rows = new ArrayList<>();
        for (Line line : lines) {
            SortedMap<String, Object> row = new TreeMap<>();
            row.put("account", line.account());
            row.put("minor", line.minor());
            rows.add(row);
        }
        arguments.put("lines", rows);
        if (orderNumber != null) {
            arguments.put("orderNumber", orderNumber);
        }
        if (correctedNumber != null) {
            arguments.put("correctedNumber", correctedNumber);
        }
        arguments.put("supplierId", supplierId);
        arguments.put("tenant", tenant.value());
        return arguments;
    }
}
