package dev.ratchet.activities.ledger;

import dev.ratchet.activities.masterdata.Claim;
import dev.ratchet.activities.masterdata.EarlierEntry;
import dev.ratchet.workflows.contract.invoice.BookedEntry;
import dev.ratchet.workflows.contract.invoice.BusinessKey;
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
                near(looked.near(), posting, ours),
                referring(looked.referring(), posting, ours),
                looked.prepayments() + prepayments(posting, ours),
                looked.tied().stream().map(known -> after(known, ours)).toList());
    }

    private static @Nullable Long referring(@Nullable Long looked, Posting posting, List<Numbered> ours) {
        if (looked != null) {
            return looked;
        }
        String key = posting.entry().numberKey();
        return ours.stream()
                .filter(earlier -> earlier.posting().entry().kind() == Kind.INVOICE
                        && earlier.posting().entry().referred().contains(key))
                .findFirst()
                .map(Numbered::number)
                .orElse(null);
    }

    private static long prepayments(Posting posting, List<Numbered> ours) {
        return ours.stream()
                .map(earlier -> earlier.posting().entry())
                .filter(entry -> entry.supplierId().equals(posting.entry().supplierId())
                        && entry.currency().equals(posting.entry().currency()))
                .mapToLong(entry -> added(entry.prepayments()) + added(undone(entry.reverses())))
                .sum();
    }

    private static long added(@Nullable Long prepayments) {
        return prepayments == null ? 0 : prepayments;
    }

    private static @Nullable Long undone(@Nullable BookedEntry reversed) {
        return reversed == null ? null : reversed.prepaymentsUndone();
    }

    /** An entry of the books after what the group has done to it so far. */
    private static EarlierEntry after(EarlierEntry known, List<Numbered> ours) {
        EarlierEntry now = known;
        for (Numbered earlier : ours) {
            JournalEntry entry = earlier.posting().entry();
            BookedEntry reversed = entry.reverses();
            now = now.after(
                    reversed != null && reversed.number() == known.entry().number(),
                    entry.kind() == Kind.CREDIT_NOTE && known.numberKey().equals(entry.correctedKey()),
                    entry.settles().stream()
                            .anyMatch(
                                    settled -> settled.number() == known.entry().number()));
        }
        return now;
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
                more += added(entry.onOrder()) * (entry.kind() == Kind.INVOICE ? 1 : -1);
            }
            more -= reversedOn(posting, looked, earlier.posting());
        }
        return new PostingContext.Order(looked.currency(), looked.total(), looked.booked() + more);
    }

    /** What a posting of the group gives back to the order by what it reverses. */
    private static long reversedOn(Posting posting, PostingContext.Order looked, Posting earlier) {
        BookedEntry reversed = earlier.entry().reverses();
        return reversed != null
                        && earlier.entry().supplierId().equals(posting.entry().supplierId())
                        && reversed.currency().equals(looked.currency())
                ? reversed.givenBackTo(posting.orderKey())
                : 0;
    }

    private static PostingContext.@Nullable Corrected corrected(
            PostingContext.@Nullable Corrected looked, Posting posting, List<Numbered> ours) {
        List<JournalEntry> named = ours.stream()
                .map(earlier -> earlier.posting().entry())
                .filter(entry -> entry.numberKey().equals(posting.correctedKey())
                        && entry.currency().equals(posting.entry().currency()))
                .toList();
        long size = named.stream().mapToLong(JournalEntry::size).sum();
        return named.isEmpty() ? looked : new PostingContext.Corrected(size + (looked == null ? 0 : looked.size()));
    }

    private static long credited(Posting posting, List<Numbered> ours) {
        String key = posting.correctedKey();
        if (key == null) {
            return 0;
        }
        long credited = 0;
        for (Numbered earlier : ours) {
            JournalEntry entry = earlier.posting().entry();
            BookedEntry reversed = entry.reverses();
            if (entry.kind() == Kind.CREDIT_NOTE && key.equals(entry.correctedKey())) {
                credited += entry.size();
            }
            if (reversed != null
                    && key.equals(BusinessKey.of(entry.supplierId(), Kind.INVOICE, reversed.invoiceNumber()))) {
                credited += reversed.size();
            }
        }
        return credited;
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
