package dev.ratchet.workflows.contract;

/**
 * One thing that is wrong with a document.
 *
 * @param code frozen, upper snake case, or {@code EN16931:} and the official rule's id
 * @param where the place in the document, in the document's own terms (line 3, BT-109); at most 120 characters
 * @param why a sentence for a person; holds figures, never names or free text of the document; at most 400 characters
 */
public record Finding(String code, String where, String why) {
    /** A reading carries at most this many findings: an argument about a document needs no more, and history is finite. */
    public static final int MOST = 12;

    public Finding {
        where = Texts.upTo(120, where);
        why = Texts.upTo(400, why);
    }
}
