package dev.ratchet.activities.ledger;

import dev.ratchet.activities.approval.VerificationKeys;
import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.activities.masterdata.MasterData.Person;
import dev.ratchet.workflows.contract.Approval;
import dev.ratchet.workflows.contract.Authorization;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.JournalEntry;
import dev.ratchet.workflows.contract.LedgerActivities.NotPosted;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import dev.ratchet.workflows.contract.Money;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's own judgement on an authorization. Pure: the same posting, books and keys give the same answer.
 *
 * <p>What a policy grant is worth ends at the supplier's ceiling, the order's total, the corrected invoice's size and an
 * entry that this one looks like. A person's approval is for exactly one entry and stands above those four, because they
 * are what people are asked about; it ends at the person's own limit.
 */
final class Authority {
    private final VerificationKeys keys;

    Authority(VerificationKeys keys) {
        this.keys = keys;
    }

    /** Why not, or null when the entry may be booked. */
    @Nullable
    NotPosted refuse(Posting posting, Digest intent, Books books) {
        JournalEntry entry = posting.entry();
        if (!posting.authorization().intent().equals(intent)) {
            return Refusal.INTENT_MISMATCH.because();
        }
        Books.Supplier supplier = books.supplier();
        if (supplier == null) {
            return Refusal.SUPPLIER_UNKNOWN.because(entry.supplierId());
        }
        if (!supplier.active()) {
            return Refusal.SUPPLIER_INACTIVE.because(entry.supplierId());
        }
        return posting.authorization() instanceof Authorization.Approved approved
                ? refuseApproved(posting, approved, intent, books)
                : refuseGrant(entry, supplier, books);
    }

    private static @Nullable NotPosted refuseGrant(JournalEntry entry, Books.Supplier supplier, Books books) {
        if (entry.size() > supplier.autoPostUpTo()) {
            return Refusal.CEILING_EXCEEDED.because(
                    money(entry, entry.size()), money(entry, supplier.autoPostUpTo()), entry.supplierId());
        }
        NotPosted order = refuseOrder(entry, supplier, books.order());
        if (order != null) {
            return order;
        }
        NotPosted correction = refuseCorrection(entry, books);
        return correction == null && books.near() != null
                ? Refusal.NEAR_DUPLICATE.because(books.near(), entry.supplierId())
                : correction;
    }

    private static @Nullable NotPosted refuseOrder(
            JournalEntry entry, Books.Supplier supplier, Books.@Nullable Order order) {
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
        return invoice && entry.size() > left + MasterData.ORDER_TOLERANCE
                ? Refusal.ORDER_EXCEEDED.because(number, money(entry, left), money(entry, entry.size()))
                : null;
    }

    private static @Nullable NotPosted refuseCorrection(JournalEntry entry, Books books) {
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

    private @Nullable NotPosted refuseApproved(
            Posting posting, Authorization.Approved approved, Digest intent, Books books) {
        if (approved.approvals().isEmpty()) {
            return Refusal.APPROVAL_MISSING.because();
        }
        Set<String> approvers = new HashSet<>();
        for (Approval approval : approved.approvals()) {
            NotPosted no = refuseApproval(approval, posting, intent, books);
            if (no != null) {
                return no;
            }
            if (!approvers.add(approval.approver())) {
                return Refusal.APPROVAL_REPEATED.because(approval.approver());
            }
        }
        return null;
    }

    private @Nullable NotPosted refuseApproval(Approval approval, Posting posting, Digest intent, Books books) {
        if (!keys.signed(approval)) {
            return Refusal.APPROVAL_FORGED.because(approval.id());
        }
        if (!approval.tenant().equals(posting.entry().tenant())
                || !approval.intent().equals(intent)
                || !approval.workflowId().equals(posting.run().workflowId())) {
            return Refusal.APPROVAL_MISMATCH.because(approval.id());
        }
        if (!books.now().isBefore(approval.expiresAt())) {
            return Refusal.APPROVAL_EXPIRED.because(approval.id(), approval.expiresAt());
        }
        if (books.usedApprovals().contains(approval.id())) {
            return Refusal.APPROVAL_USED.because(approval.id());
        }
        return refuseApprover(approval, posting.entry(), books);
    }

    private static @Nullable NotPosted refuseApprover(Approval approval, JournalEntry entry, Books books) {
        if (approval.approver().equals(approval.submitter())
                || books.broughtInBy().contains(approval.approver())) {
            return Refusal.APPROVER_IS_SUBMITTER.because(approval.approver());
        }
        Person approver = books.approvers().get(approval.approver());
        if (approver == null) {
            return Refusal.APPROVER_UNKNOWN.because(approval.approver());
        }
        if (!approver.roles().contains(approval.role())) {
            return Refusal.APPROVER_ROLE.because(approver.id(), approval.role());
        }
        long limit = approver.limits().getOrDefault(entry.currency(), 0L);
        return entry.size() > limit
                ? Refusal.APPROVER_LIMIT.because(approver.id(), money(entry, limit), money(entry, entry.size()))
                : null;
    }

    private static String money(JournalEntry entry, long minor) {
        return new Money(entry.currency(), minor).text();
    }
}
