package dev.ratchet.activities.documents;

import java.util.Set;

/** Kinds of document (BT-3) by UNTDID 1001, as far as EN 16931 allows them. */
final class TypeCodes {
    /** EN 16931 binds these to a credit note. */
    static final Set<String> CREDIT_NOTES =
            Set.of("81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532");

    /** They tell of an invoice and claim no money: a pro forma invoice, information for accounting. */
    static final Set<String> CLAIM_NOTHING = Set.of("325", "751");

    private TypeCodes() {}
}
