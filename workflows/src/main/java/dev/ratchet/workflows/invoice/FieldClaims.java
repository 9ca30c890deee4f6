package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.contract.invoice.ExtractedFields.Claim;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether proposed fields are within bounds. Pure. */
final class FieldClaims {
    private FieldClaims() {}

    /**
     * Bounds only; whether the document says so is for the document to answer.
     *
     * @param shown whether every value must name its evidence, as a model's must
     */
    static Optional<Rejection> unusable(ExtractedFields fields, boolean shown) {
        if (fields.lines().size() > 200) {
            return Optional.of(new Rejection("TOO_MANY_LINES", "an invoice of a text has at most 200 lines"));
        }
        return claims(fields).entrySet().stream()
                .filter(claim -> outOfBounds(claim.getValue(), shown))
                .findFirst()
                .map(claim -> new Rejection(
                        "UNSHOWN_FIELD",
                        claim.getKey() + " needs a value" + (shown ? " and evidence" : "")
                                + " of at most 200 characters each"));
    }

    private static SortedMap<String, Claim> claims(ExtractedFields fields) {
        SortedMap<String, Claim> claims = new TreeMap<>();
        claims.put("number", fields.number());
        claims.put("issueDate", fields.issueDate());
        claims.put("currency", fields.currency());
        claims.put("gross", fields.gross());
        put(claims, "supplierName", fields.supplierName());
        put(claims, "supplierTaxId", fields.supplierTaxId());
        put(claims, "net", fields.net());
        put(claims, "tax", fields.tax());
        put(claims, "iban", fields.iban());
        put(claims, "orderNumber", fields.orderNumber());
        put(claims, "correctedNumber", fields.correctedNumber());
        return claims;
    }

    private static void put(SortedMap<String, Claim> claims, String name, @Nullable Claim claim) {
        if (claim != null) {
            claims.put(name, claim);
        }
    }

    private static boolean outOfBounds(Claim claim, boolean shown) {
        return claim.value().isBlank()
                || (shown && claim.evidence().isBlank())
                || claim.value().length() > 200
                || claim.evidence().length() > 200;
    }
}
