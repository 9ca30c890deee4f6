package dev.ratchet.activities.ledger;

import dev.ratchet.activities.masterdata.Claim;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.InvoiceFacts.Kind;
import dev.ratchet.workflows.contract.JournalEntry;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the earlier postings of a group book. The books were looked at once, before any of them; every later posting is
 * judged on those books with these rows added, as if they had been written already.
 */
final class Earlier {
    private final List<Written> rows = new ArrayList<>();

    /** @param approvals those that the row consumes */
    record Written(Row row, Digest hash, Claim claim, List<String> approvals) {}

    void add(Row row, Digest hash, Posting posting) {
        rows.add(new Written(row, hash, Writing.claim(posting), Writing.approvals(posting.authorization())));
    }

    List<Written> rows() {
        return List.copyOf(rows);
    }

    /** @param looked for this posting, before any row of the group */
    Books added(Books looked, Posting posting) {
        JournalEntry entry = posting.entry();
        List<Written> ours = rows.stream()
                .filter(written -> written.row().tenant().equals(entry.tenant().value()))
                .toList();
        if (ours.isEmpty()) {
            return looked;
        }
        Written last = ours.get(ours.size() - 1);
        return new Books(
                looked.now(),
                last.row().number(),
                last.hash().hex(),
                booked(looked.booked(), entry, ours),
                looked.supplier(),
                order(looked.order(), entry, ours),
                corrected(looked.corrected(), entry, ours),
                looked.credited() + credited(entry, ours),
                near(looked.near(), posting, ours),
                usedApprovals(looked.usedApprovals(), ours),
                looked.approvers(),
                looked.broughtInBy());
    }

    private static Books.@Nullable Booked booked(
            Books.@Nullable Booked looked, JournalEntry entry, List<Written> ours) {
        String key = entry.businessKey();
        Written same = first(ours, row -> row.businessKey().equals(key));
        return looked != null || same == null
                ? looked
                : new Books.Booked(
                        same.row().number(),
                        same.hash().hex(),
                        same.row().intent(),
                        same.row().workflowId(),
                        same.row().runId());
    }

    private static Books.@Nullable Order order(Books.@Nullable Order looked, JournalEntry entry, List<Written> ours) {
        if (looked == null) {
            return null;
        }
        String key = Writing.orderKey(entry);
        long more = 0;
        for (Written written : ours) {
            Row row = written.row();
            if (Objects.equals(row.orderKey(), key)
                    && row.supplier().equals(entry.supplierId())
                    && row.currency().equals(looked.currency())) {
                more += row.kind().equals(Kind.INVOICE.name()) ? row.size() : -row.size();
            }
        }
        return new Books.Order(looked.currency(), looked.total(), looked.booked() + more);
    }

    private static Books.@Nullable Corrected corrected(
            Books.@Nullable Corrected looked, JournalEntry entry, List<Written> ours) {
        String key = Writing.correctedKey(entry);
        Written invoice = first(
                ours, row -> row.businessKey().equals(key) && row.currency().equals(entry.currency()));
        return looked != null || invoice == null
                ? looked
                : new Books.Corrected(invoice.row().size());
    }

    private static long credited(JournalEntry entry, List<Written> ours) {
        String key = Writing.correctedKey(entry);
        return key == null
                ? 0
                : ours.stream()
                        .map(Written::row)
                        .filter(row -> key.equals(row.correctedKey()))
                        .mapToLong(Row::size)
                        .sum();
    }

    private static @Nullable Long near(@Nullable Long looked, Posting posting, List<Written> ours) {
        if (looked != null) {
            return looked;
        }
        Claim claim = Writing.claim(posting);
        return ours.stream()
                .filter(written -> claim.isNear(written.claim()))
                .findFirst()
                .map(written -> written.row().number())
                .orElse(null);
    }

    private static Set<String> usedApprovals(Set<String> looked, List<Written> ours) {
        Set<String> used = new HashSet<>(looked);
        ours.forEach(written -> used.addAll(written.approvals()));
        return used;
    }

    private static @Nullable Written first(List<Written> ours, Predicate<Row> test) {
        return ours.stream()
                .filter(written -> test.test(written.row()))
                .findFirst()
                .orElse(null);
    }
}
