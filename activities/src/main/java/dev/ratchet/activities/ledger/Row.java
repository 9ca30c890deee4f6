package dev.ratchet.activities.ledger;

import dev.ratchet.activities.database.HashedFields;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import dev.ratchet.workflows.contract.invoice.Ties;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry exactly as the database holds it, and the bytes that its hash is taken over. The database computes the same hash when
 * it writes the entry.
 *
 * <p>The hash is the SHA-256 of, in UTF-8: {@code ratchet.entry.v1} and a line feed, then every component in
 * declaration order up to and including {@code prevHash}, then the number of lines, then each line's account, currency
 * and minor units. Each is written as its length in UTF-8 bytes, a colon, its text and a line feed; an absent one as
 * {@code -} and a line feed. Numbers are decimal, {@code postedAt} is microseconds since the epoch, {@code date} is ISO
 * 8601.
 *
 * @param onOrder what it counts on its order; absent without one
 * @param prepayments what it adds to the supplier's prepayments; absent when it does not touch them
 * @param ties {@link Ties} as canonical JSON
 * @param authorizedBy the whole authorization as JSON
 * @param prevHash of the entry before, or the genesis hash: SHA-256 of {@code ratchet.ledger.v1:} and the tenant
 */
public record Row(
        String tenant,
        long number,
        Instant postedAt,
        LocalDate date,
        String kind,
        String supplier,
        String invoiceNumber,
        String businessKey,
        String currency,
        @Nullable String orderNumber,
        @Nullable String orderKey,
        @Nullable String correctedNumber,
        @Nullable String correctedKey,
        long size,
        @Nullable Long onOrder,
        @Nullable Long prepayments,
        @Nullable String ties,
        String document,
        String intent,
        String workflowId,
        String runId,
        String authority,
        String authorizedBy,
        String prevHash,
        List<Line> lines) {

    /** Kind of an entry that undoes another one; the others are those of {@link InvoiceFacts.Kind}. */
    public static final String REVERSAL = "REVERSAL";

    public record Line(String account, String currency, long minor) {}

    public static Digest genesis(String tenant) {
        return Digest.of("ratchet.ledger.v1:" + tenant);
    }

    Row with(List<Line> otherLines) {
        return new Row(
                tenant,
                number,
                postedAt,
                date,
                kind,
                supplier,
                invoiceNumber,
                businessKey,
                currency,
                orderNumber,
                orderKey,
                correctedNumber,
                correctedKey,
                size,
                onOrder,
                prepayments,
                ties,
                document,
                intent,
                workflowId,
                runId,
                authority,
                authorizedBy,
                prevHash,
                List.copyOf(otherLines));
    }

    /**
     * What is booked here, which only one intent could ask for.
     *
     * @throws IllegalArgumentException when no run could have asked for this
     */
    public JournalEntry entry() {
        if (lines.stream().anyMatch(line -> !line.currency().equals(currency))) {
            throw new IllegalArgumentException("it has lines of another currency than " + currency);
        }
        return new JournalEntry(
                new TenantId(tenant),
                InvoiceFacts.Kind.valueOf(kind),
                supplier,
                invoiceNumber,
                date,
                currency,
                new Digest(document),
                orderNumber,
                correctedNumber,
                lines.stream()
                        .map(line -> new JournalEntry.Line(line.account(), line.minor()))
                        .toList(),
                ties == null ? null : CanonicalJson.read(ties, Ties.class));
    }

    /** Whether this undoes another entry, for the next one, which takes its place. */
    public boolean reversal() {
        return kind.equals(REVERSAL);
    }

    public RunRef run() {
        return new RunRef(workflowId, runId);
    }

    public Digest hash() {
        HashedFields fields = new HashedFields("ratchet.entry.v1");
        fields.add(tenant);
        fields.add(number);
        fields.add(postedAt);
        fields.add(date.toString());
        fields.add(kind);
        fields.add(supplier);
        fields.add(invoiceNumber);
        fields.add(businessKey);
        fields.add(currency);
        fields.add(orderNumber);
        fields.add(orderKey);
        fields.add(correctedNumber);
        fields.add(correctedKey);
        fields.add(size);
        fields.add(onOrder == null ? null : onOrder.toString());
        fields.add(prepayments == null ? null : prepayments.toString());
        fields.add(ties);
        fields.add(document);
        fields.add(intent);
        fields.add(workflowId);
        fields.add(runId);
        fields.add(authority);
        fields.add(authorizedBy);
        fields.add(prevHash);
        fields.add(lines.size());
        for (Line line : lines) {
            fields.add(line.account());
            fields.add(line.currency());
            fields.add(line.minor());
        }
        return fields.hash();
    }
}
