package dev.ratchet.activities.ledger;

import dev.ratchet.activities.masterdata.Claim;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Kind;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the earlier postings of a group book. The books were looked at once, before any of them; every later posting is
 * judged on those books with these added, as if they had been written already.
 */
final class Earlier {
    private final List<Numbered> postings = new ArrayList<>();

    /** @param number of the entry that it becomes */
    record Numbered(long number, Posting posting) {}

    void add(long number, Posting posting) {
        postings.add(new Numbered(number, posting));
    }

    List<Numbered> postings() {
        return List.copyOf(postings);
    }

    /** @param looked what bears on this posting, read before anything of the group was posted */
    PostingContext added(PostingContext looked, Posting posting) {
        List<Numbered> ours = postings.stream()
                .filter(earlier -> earlier.posting().tenant().equals(posting.tenant()))
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
            PostingContext.@Nullable Order looked, Posting posting, List<Numbered> ours) {
        if (looked == null) {
            return null;
        }
        long more = 0;
        for (Numbered earlier : ours) {
            JournalEntry entry = earlier.posting().entry();
            if (Objects.equals(earlier.posting().orderKey(), posting.orderKey())
                    && entry.supplierId().equals(posting.entry().supplierId())
                    && entry.currency().equals(looked.currency())) {
                more += entry.kind() == Kind.INVOICE ? entry.size() : -entry.size();
            }
        }
        return new PostingContext.Order(looked.currency(), looked.total(), looked.booked() + more);
    }

    private static PostingContext.@Nullable Corrected corrected(
            PostingContext.@Nullable Corrected looked, Posting posting, List<Numbered> ours) {
        String key = posting.correctedKey();
        if (looked != null || key == null) {
            return looked;
        }
        return ours.stream()
                .map(earlier -> earlier.posting().entry())
                .filter(entry -> entry.businessKey().equals(key)
                        && entry.currency().equals(posting.entry().currency()))
                .findFirst()
                .map(invoice -> new PostingContext.Corrected(invoice.size()))
                .orElse(null);
    }

    private static long credited(Posting posting, List<Numbered> ours) {
        String key = posting.correctedKey();
        return key == null
                ? 0
                : ours.stream()
                        .map(Numbered::posting)
                        .filter(earlier -> key.equals(earlier.correctedKey()))
                        .mapToLong(earlier -> earlier.entry().size())
                        .sum();
    }

    private static @Nullable Long near(@Nullable Long looked, Posting posting, List<Numbered> ours) {
        if (looked != null) {
            return looked;
        }
        Claim claim = posting.claim();
        return ours.stream()
                .filter(earlier -> claim.isNear(earlier.posting().claim()))
                .findFirst()
                .map(Numbered::number)
                .orElse(null);
    }
}
