package dev.ratchet.activities.ledger;

import dev.ratchet.activities.masterdata.Claim;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the earlier postings of a group book. The books were looked at once, before any of them; every later posting is
 * judged on those books with these rows added, as if they had been written already.
 */
final class Earlier {
    private final List<Written> rows = new ArrayList<>();

    record Written(Row row, String hash, Claim claim) {}

    void add(Row row, String hash, Claim claim) {
        rows.add(new Written(row, hash, claim));
    }

    List<Written> rows() {
        return List.copyOf(rows);
    }

    /** @param looked what bears on this posting, read before any row of the group */
    PostingContext added(PostingContext looked, Posting posting) {
        List<Written> ours = rows.stream()
                .filter(written -> written.row().tenant().equals(posting.tenant()))
                .toList();
        if (ours.isEmpty()) {
            return looked;
        }
        return new PostingContext(
                looked.supplier(),
                order(looked.order(), posting, ours),
                corrected(looked.corrected(), posting, ours),
                looked.credited() + credited(posting, ours),
                near(looked.near(), posting, ours));
    }

    private static PostingContext.@Nullable Order order(
            PostingContext.@Nullable Order looked, Posting posting, List<Written> ours) {
        if (looked == null) {
            return null;
        }
        String key = posting.orderKey();
        long more = 0;
        for (Written written : ours) {
            Row row = written.row();
            if (Objects.equals(row.orderKey(), key)
                    && row.supplier().equals(posting.entry().supplierId())
                    && row.currency().equals(looked.currency())) {
                more += row.kind().equals(Kind.INVOICE.name()) ? row.size() : -row.size();
            }
        }
        return new PostingContext.Order(looked.currency(), looked.total(), looked.booked() + more);
    }

    private static PostingContext.@Nullable Corrected corrected(
            PostingContext.@Nullable Corrected looked, Posting posting, List<Written> ours) {
        String key = posting.correctedKey();
        Written invoice = first(
                ours,
                row -> row.businessKey().equals(key)
                        && row.currency().equals(posting.entry().currency()));
        return looked != null || invoice == null
                ? looked
                : new PostingContext.Corrected(invoice.row().size());
    }

    private static long credited(Posting posting, List<Written> ours) {
        String key = posting.correctedKey();
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
        Claim claim = posting.claim();
        return ours.stream()
                .filter(written -> claim.isNear(written.claim()))
                .findFirst()
                .map(written -> written.row().number())
                .orElse(null);
    }

    private static @Nullable Written first(List<Written> ours, Predicate<Row> test) {
        return ours.stream()
                .filter(written -> test.test(written.row()))
                .findFirst()
                .orElse(null);
    }
}
