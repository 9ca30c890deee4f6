package dev.ratchet.activities.documents.xml;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the money moves (BT-81, from UNTDID 4461). */
final class PaymentMeans {
    /** Direct debit, and SEPA direct debit. */
    private static final Set<String> DIRECT_DEBIT = Set.of("49", "59");

    /** Credit transfers. A mandate elsewhere in the document does not change them. */
    private static final Set<String> TRANSFER = Set.of("30", "31", "42", "57", "58");

    private PaymentMeans() {}

    /** @param mandate whether the document names a mandate or the payer's account */
    static boolean isDirectDebit(@Nullable String code, boolean mandate) {
        return code == null ? mandate : DIRECT_DEBIT.contains(code) || (mandate && !TRANSFER.contains(code));
    }
}
