package dev.ratchet.activities.ledger;

import dev.ratchet.workflows.contract.LedgerActivities.NotPosted;

/** Every reason for which the ledger does not book. The names are frozen: they are the codes on the wire. */
enum Refusal {
    INTENT_MISMATCH("the authorization is for another entry than this one"),
    ENTRY_ALTERED("this run has already booked this invoice, as entry %s with other content"),
    SUPPLIER_UNKNOWN("there is no supplier '%s' in the master data"),
    SUPPLIER_INACTIVE("supplier '%s' is not active"),
    CEILING_EXCEEDED("%s is above %s, the most that may be booked for supplier '%s' without a person"),
    ORDER_MISSING("supplier '%s' needs a purchase order, and the entry names none"),
    ORDER_UNKNOWN("supplier '%s' has no purchase order '%s'"),
    ORDER_CURRENCY("purchase order '%s' is in %s, the entry in %s"),
    ORDER_EXCEEDED("purchase order '%s' has %s left, the entry takes %s"),
    CORRECTED_MISSING("a credit note without a person must name the invoice it corrects"),
    CORRECTED_UNKNOWN("invoice '%s' of supplier '%s' is not in the books, so nothing can be taken back from it"),
    CORRECTED_EXCEEDED("of invoice '%s' only %s can still be taken back, the entry takes %s"),
    NEAR_DUPLICATE("entry %s books the same amount of supplier '%s' on the same date under another number"),
    APPROVAL_MISSING("the entry needs a person's approval and has none"),
    APPROVAL_FORGED("approval %s is not signed by a key that this ledger knows"),
    APPROVAL_MISMATCH("approval %s is for another tenant, run or entry"),
    APPROVAL_EXPIRED("approval %s expired at %s; it must be given again"),
    APPROVAL_USED("approval %s has already been used"),
    APPROVAL_REPEATED("%s approved more than once; each approval must be another person's"),
    APPROVER_IS_SUBMITTER("%s brought the document in and cannot approve it"),
    APPROVER_UNKNOWN("there is no person '%s' in the master data"),
    APPROVER_ROLE("%s does not have the role '%s'"),
    APPROVER_LIMIT("%s may approve up to %s; this is %s");

    private final String sentence;

    Refusal(String sentence) {
        this.sentence = sentence;
    }

    NotPosted because(Object... figures) {
        return new NotPosted(name(), String.format(java.util.Locale.ROOT, sentence, figures));
    }
}
