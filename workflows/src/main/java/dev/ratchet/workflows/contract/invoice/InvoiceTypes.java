package dev.ratchet.workflows.contract.invoice;

import java.util.List;

/** Codes of UNTDID 1001 that say what a document may do to another one. */
public final class InvoiceTypes {
    public static final String CORRECTED = "384";
    public static final String PREPAYMENT = "386";

    /** Prepayment, partial, and the two kinds of partial construction invoice. */
    private static final List<String> TAKEN_UP = List.of(PREPAYMENT, "326", "875", "876");

    private InvoiceTypes() {}

    /** Whether a final invoice is expected to take it up. */
    public static boolean mayBeSettled(String typeCode) {
        return TAKEN_UP.contains(typeCode);
    }
}
