package dev.ratchet.workflows.contract.invoice;

/** What a document does to an earlier one that it refers to, or that has its number. A person chooses. The names are frozen. */
public enum Relation {
    /** The earlier entry is reversed, and this document is booked in its place. */
    REPLACES,
    /** It is owed in addition to the earlier one. */
    ADDS_TO,
    /** It has nothing to do with the earlier one. */
    UNRELATED
}
