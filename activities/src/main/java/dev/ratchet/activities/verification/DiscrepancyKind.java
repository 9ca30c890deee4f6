package dev.ratchet.activities.verification;

/** What can be found not to fit. The names are frozen: they are the codes on the wire. */
public enum DiscrepancyKind {
    /** An entry's number is not the next one. */
    ENTRY_MISSING,
    /** An entry does not carry the hash of the entry before it. */
    CHAIN_BROKEN,
    /** An entry or one of its lines is not what was hashed. */
    ENTRY_CHANGED,
    /** An entry's lines do not sum to zero, or do not make its size. */
    ENTRY_UNBALANCED,
    /** The last entry is not the one that the database keeps as the head of the chain. */
    HEAD_MOVED,
    /** The chain does not hold a head that was kept elsewhere. */
    EARLIER_HEAD_LOST,
    /** An entry was posted before the one before it, or in the future. */
    POSTED_OUT_OF_ORDER,
    /** Lines belong to no entry. */
    LINE_WITHOUT_ENTRY,
    /** One intent, or one invoice of a supplier, is booked more than once. */
    BOOKED_TWICE,

    /** What is booked is not what the intent on record asks for. */
    INTENT_MISMATCH,
    /** An entry that reverses another one is not what the entry after it says, or not the other one's opposite. */
    REVERSAL_MISMATCH,
    /** What an entry says that it settles is otherwise in the books, or is on record as settled by another one. */
    SETTLEMENT_MISMATCH,
    /** A sum or a reference that follows from the entries does not. */
    TIES_CHANGED,
    /** A column that follows from the others does not. */
    DERIVED_MISMATCH,

    /** An entry has no row in the effect log. */
    EFFECT_MISSING,
    /** The effect log says something else of an entry. */
    EFFECT_CHANGED,
    /** The effect log has a row for an entry that is not there. */
    EFFECT_WITHOUT_ENTRY,

    /** An authorization, or the permission kept with an effect, cannot be read. */
    AUTHORIZATION_UNREADABLE,
    /** An authorization is for another intent. */
    AUTHORIZATION_MISMATCH,
    /** No worker attested that the rules permit this to this run. */
    PERMISSION_FORGED,
    /** What the rules permit was looked up long before the effect. */
    PERMISSION_STALE,
    /** The grant names another rule than was attested. */
    GRANT_MISMATCH,
    /** The rule book that ruled is not on record. */
    RULE_BOOK_MISSING,
    /** The rule book on record is another one than ruled. */
    RULE_BOOK_CHANGED,

    /** A person's approval is needed, and there is none. */
    APPROVAL_MISSING,
    /** An approval is not signed by a key that is known. */
    APPROVAL_FORGED,
    /** An approval is signed by a key that was not valid when the entry was posted. */
    APPROVAL_KEY,
    /** An approval is for another tenant, run or intent. */
    APPROVAL_MISMATCH,
    /** An approval was over when the entry was posted. */
    APPROVAL_EXPIRED,
    /** An approval was given in another role than the rules ask for. */
    APPROVAL_ROLE,
    /** One person approved an entry more than once. */
    APPROVAL_REPEATED,
    /** A person approved an entry and had submitted or uploaded its document. */
    APPROVER_IS_SUBMITTER,
    /** An approval was given after the entry was posted. */
    APPROVAL_LATER,
    /** The signed consent is not on record. */
    CONSENT_MISSING,
    /** The consent on record is another one than the entry rests on. */
    CONSENT_CHANGED,
    /** The approval of an entry is not on record as used for it. */
    USE_MISSING,
    /** An approval is on record as used for something that does not rest on it. */
    USE_WITHOUT_ENTRY,
    /** One approval is used more than once. */
    APPROVAL_USED_TWICE,
    /** The rules have something else against an authorization. */
    AUTHORIZATION_REFUSED,

    /** Nobody was on record as having uploaded an entry's document when it was booked. */
    UPLOAD_MISSING,
    /** Who is said to have submitted a document is not on record as having uploaded it. */
    SUBMITTER_MISMATCH,
    /** An entry's document is not kept. */
    CONTENT_MISSING,
    /** What is kept as an entry's document is something else. */
    CONTENT_CHANGED,

    /** What is kept as an order's sum is not the sum of the entries on it. */
    ORDER_SUM_CHANGED,
    /** Rules alone booked more on an order than its total. */
    ORDER_EXCEEDED,

    /** A run that booked has no record. */
    RUN_MISSING,
    /** A run's record does not name the entry that it booked. */
    RUN_MISMATCH,
    /** A run's record names an entry that it did not book. */
    RUN_WITHOUT_ENTRY,
    /** Steps of a run are missing. */
    TRAIL_INCOMPLETE,
    /** Steps of a run are not what was recorded. */
    TRAIL_CHANGED
}
