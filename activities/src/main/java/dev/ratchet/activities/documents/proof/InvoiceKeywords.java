package dev.ratchet.activities.documents.proof;

import java.util.regex.Pattern;

/**
 * Words that invoices use for totals, VAT and the like: English, German, French, Dutch, Polish, Spanish and Italian.
 */
final class InvoiceKeywords {
    static final Pattern TOTAL =
            words("total|grand total|gross|amount due|balance due|to pay|payable|gesamt\\p{L}*|summe"
                    + "|\\p{L}*betrag|brutto|ttc|à payer|totaal\\p{L}*|te betalen|ogółem|razem|do zapłaty|należność|importe"
                    + "|totale|da pagare|a pagar");
    static final Pattern VAT =
            words("vat|tax|gst|cgst|sgst|igst|mwst|ust|umsatzsteuer|mehrwertsteuer|tva|btw|iva|moms|podatek");
    static final Pattern DUE =
            words("due|fällig\\p{L}*|zahlbar|échéance|echeance|vervaldatum|vervaldag|termin płatności"
                    + "|vencimiento|scadenza");
    static final Pattern CREDIT = words("credit note|credit memo|credit invoice|gutschrift|rechnungskorrektur|avoir"
            + "|creditnota|creditfactuur|korekta|korygująca|nota de crédito|factura rectificativa|nota di credito");
    static final Pattern PAID =
            words("already paid|paid in full|payment received|bereits bezahlt|déjà payé|reeds betaald"
                    + "|reeds voldaan|vooruitbetaald|zapłacono|già pagato|ya pagado");

    private InvoiceKeywords() {}

    static boolean in(String text, Pattern words) {
        return words.matcher(text).find();
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile(
                "(?<!\\p{L})(?:" + alternatives.replace(" ", "\\s+") + ")(?!\\p{L})",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
