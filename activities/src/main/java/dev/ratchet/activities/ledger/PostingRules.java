package dev.ratchet.activities.ledger;

import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether the books take an entry whose authorization covers it. Pure: the same posting and books give the same answer.
 *
 * <p>What a policy grant is worth ends at the supplier's ceiling, the order's total, the corrected invoice's size and
 * an entry that this one looks like. A person's approval is for exactly one entry and stands above those four, because
 * they are what people are asked about; it ends at the person's own limit, which is checked before.
 */
final class PostingRules {
    private PostingRules() {}

    /** Why not; null when the entry may be posted. */
    static @Nullable Refused refuse(Posting posting, PostingContext books) {
        JournalEntry entry = posting.entry();
        PostingContext.Supplier supplier = books.supplier();
        if (supplier == null) {
            return Refusal.SUPPLIER_UNKNOWN.because(entry.supplierId());
        }
        if (!supplier.active()) {
            return Refusal.SUPPLIER_INACTIVE.because(entry.supplierId());
        }
        Refused tied = TiedRules.refuse(posting, books.tied());
        return tied != null || posting.effect().authorization() instanceof Authorization.Approved
                ? tied
                : refuseGrant(entry, supplier, books);
    }

    private static @Nullable Refused refuseGrant(
            JournalEntry entry, PostingContext.Supplier supplier, PostingContext books) {
        if (entry.atStake() > supplier.autoPostUpTo()) {
            return Refusal.CEILING_EXCEEDED.because(
                    money(entry, entry.atStake()), money(entry, supplier.autoPostUpTo()), entry.supplierId());
        }
        Refused order = refuseOrder(entry, supplier, books.order());
        if (order != null) {
            return order;
        }
        Refused correction = refuseCorrection(entry, books);
        if (correction != null) {
            return correction;
        }
        if (books.near() != null) {
            return Refusal.NEAR_DUPLICATE.because(books.near(), entry.supplierId());
        }
        return books.referring() == null
                ? refusePrepaid(entry, books.prepayments())
                : Refusal.REFERRED_TO.because(books.referring(), entry.supplierId());
    }

    /** What takes up prepayments says which, as long as there are some. */
    private static @Nullable Refused refusePrepaid(JournalEntry entry, long open) {
        Long prepayments = entry.prepayments();
        return prepayments != null && prepayments < 0 && entry.settles().isEmpty() && open > 0
                ? Refusal.PREPAYMENT_OPEN.because(entry.supplierId(), money(entry, open))
                : null;
    }

    private static @Nullable Refused refuseOrder(
            JournalEntry entry, PostingContext.Supplier supplier, PostingContext.@Nullable Order order) {
        boolean invoice = entry.kind() == InvoiceFacts.Kind.INVOICE;
        String number = entry.orderNumber();
        if (number == null) {
            return invoice && supplier.orderRequired() ? Refusal.ORDER_MISSING.because(entry.supplierId()) : null;
        }
        if (order == null) {
            return Refusal.ORDER_UNKNOWN.because(entry.supplierId(), number);
        }
        if (!order.currency().equals(entry.currency())) {
            return Refusal.ORDER_CURRENCY.because(number, order.currency(), entry.currency());
        }
        long left = order.total() - order.booked();
        long takes = Objects.requireNonNull(entry.onOrder());
        return invoice && takes > left + MasterData.ORDER_TOLERANCE
                ? Refusal.ORDER_EXCEEDED.because(number, money(entry, left), money(entry, takes))
                : null;
    }

    private static @Nullable Refused refuseCorrection(JournalEntry entry, PostingContext books) {
        if (entry.kind() != InvoiceFacts.Kind.CREDIT_NOTE) {
            return null;
        }
        String number = entry.correctedNumber();
        if (number == null) {
            return Refusal.CORRECTED_MISSING.because();
        }
        if (books.corrected() == null) {
            return Refusal.CORRECTED_UNKNOWN.because(number, entry.supplierId());
        }
        long left = books.corrected().size() - books.credited();
        return entry.size() > left
                ? Refusal.CORRECTED_EXCEEDED.because(number, money(entry, left), money(entry, entry.size()))
                : null;
    }

    private static String money(JournalEntry entry, long minor) {
        return new Money(entry.currency(), minor).text();
    }
}
