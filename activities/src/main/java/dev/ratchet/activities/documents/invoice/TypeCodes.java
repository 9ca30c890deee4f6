package dev.ratchet.activities.documents.invoice;

import java.util.Set;

/** Codes for the type of a document (BT-3, from UNTDID 1001) that EN 16931 allows and that we treat differently. */
public final class TypeCodes {
    /** EN 16931 assigns these codes to credit notes. */
    public static final Set<String> CREDIT_NOTES =
            Set.of("81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532");

    /** Asks for no payment. */
    static final String PRO_FORMA = "325";

    /** Invoice information for accounting purposes: what a Factur-X of a profile without lines is in Germany. */
    static final String FOR_ACCOUNTING = "751";

    private TypeCodes() {}
}
