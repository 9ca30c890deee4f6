package dev.ratchet.workflows.contract.invoice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an invoice as a model claims to have read them. UNTRUSTED: each value names the verbatim span of the
 * document that shows it, and counts only when that span is there and says the same.
 */
public record ExtractedFields(
        Claim number,

        @JsonPropertyDescription("ISO 8601 date, e.g. 2026-11-21")
        Claim issueDate,

        @Nullable Claim supplierName,
        @Nullable Claim supplierTaxId,
        @JsonPropertyDescription("ISO 4217 code") Claim currency,

        @JsonPropertyDescription("total without VAT, e.g. 1234.50") @Nullable
        Claim net,

        @JsonPropertyDescription("total VAT") @Nullable Claim tax,

        @JsonPropertyDescription("total with VAT, the amount due")
        Claim gross,

        @Nullable Claim iban,
        @Nullable Claim orderNumber,

        @JsonPropertyDescription("only for a credit note: the number of the invoice it corrects") @Nullable
        Claim correctedNumber,

        @JsonPropertyDescription("INVOICE or CREDIT_NOTE") InvoiceFacts.Kind kind,
        List<Line> lines) {

    /**
     * @param value normalised: dates ISO 8601, amounts with a decimal point and no grouping
     * @param evidence the exact characters of the document that show the value, at most 200
     */
    public record Claim(
            String value,

            @JsonPropertyDescription("copied character by character from the document")
            String evidence) {}

    /** One invoice line; {@code evidence} shows the amount. Quantity and price are claimed together or not at all. */
    public record Line(@Nullable String quantity, @Nullable String unitPrice, String amount, String evidence) {}

    public ExtractedFields {
        lines = lines == null ? List.of() : List.copyOf(lines);
    }
}
