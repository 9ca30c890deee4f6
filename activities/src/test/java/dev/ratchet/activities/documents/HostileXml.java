package dev.ratchet.activities.documents;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** UBL invoices that are well-formed, and far larger or stranger than any invoice. */
public final class HostileXml {
    private static final String EXTENSION_NS =
            "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2";

    private HostileXml() {}

    private static final String SMALL = UblText.invoice("EUR", "1", "100.00", "100.00", "19", "19.00", "119.00");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * An invoice of lines at 100.00, each taxed at one of the groups' rates: 0.01 %, 0.02 % and so on. All its amounts
     * add up, so the official rules look at it.
     */
    public static byte[] invoice(int lines, int groups) {
        StringBuilder all = new StringBuilder(SMALL.substring(0, SMALL.indexOf("<cac:TaxTotal>")));
        StringBuilder breakdown = new StringBuilder();
        long tax = 0;
        for (int group = 0; group < groups; group++) {
            long net = 10_000L * (lines / groups + (group < lines % groups ? 1 : 0));
            long ofGroup = net * (group + 1) / 10_000;
            tax += ofGroup;
            breakdown
                    .append("<cac:TaxSubtotal>")
                    .append(amount("TaxableAmount", net))
                    .append(amount("TaxAmount", ofGroup))
                    .append(category("TaxCategory", group))
                    .append("</cac:TaxSubtotal>");
        }
        long net = 10_000L * lines;
        all.append("<cac:TaxTotal>").append(amount("TaxAmount", tax)).append(breakdown);
        all.append("</cac:TaxTotal><cac:LegalMonetaryTotal>")
                .append(amount("LineExtensionAmount", net))
                .append(amount("TaxExclusiveAmount", net))
                .append(amount("TaxInclusiveAmount", net + tax))
                .append(amount("PayableAmount", net + tax))
                .append("</cac:LegalMonetaryTotal>");
        for (int line = 0; line < lines; line++) {
            all.append("<cac:InvoiceLine><cbc:ID>").append(line + 1).append("</cbc:ID>");
            all.append("<cbc:InvoicedQuantity unitCode=\"C62\">1</cbc:InvoicedQuantity>")
                    .append(amount("LineExtensionAmount", 10_000))
                    .append("<cac:Item><cbc:Name>Paper</cbc:Name>")
                    .append(category("ClassifiedTaxCategory", line % groups))
                    .append("</cac:Item><cac:Price>")
                    .append(amount("PriceAmount", 10_000))
                    .append("</cac:Price></cac:InvoiceLine>");
        }
        return bytes(all.append("</Invoice>").toString());
    }

    private static String amount(String name, long minor) {
        return "<cbc:" + name + " currencyID=\"EUR\">" + decimal(minor) + "</cbc:" + name + ">";
    }

    private static String category(String name, int group) {
        return "<cac:" + name + "><cbc:ID>S</cbc:ID><cbc:Percent>" + decimal(group + 1)
                + "</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:" + name + ">";
    }

    private static String decimal(long minor) {
        return String.format(Locale.ROOT, "%d.%02d", minor / 100, minor % 100);
    }

    /** @param seed makes other names */
    public static byte[] manyNames(int names, String seed) {
        return bytes(SMALL.replaceFirst("<cbc:CustomizationID>", elements(names, seed) + "<cbc:CustomizationID>"));
    }

    /** The same where UBL allows any element. */
    public static byte[] manyNamesInExtension(int names, String seed) {
        return bytes(SMALL.replaceFirst(
                "<cbc:CustomizationID>",
                "<e:UBLExtensions xmlns:e=\"" + EXTENSION_NS + "\"><e:UBLExtension><e:ExtensionContent>"
                        + "<x xmlns=\"urn:x\">" + elements(names, seed) + "</x></e:ExtensionContent></e:UBLExtension>"
                        + "</e:UBLExtensions><cbc:CustomizationID>"));
    }

    private static String elements(int names, String seed) {
        StringBuilder elements = new StringBuilder();
        for (int i = 0; i < names; i++) {
            elements.append('<').append(seed).append(i).append("/>");
        }
        return elements.toString();
    }

    public static byte[] manyNotes(int notes) {
        return bytes(SMALL.replaceFirst(
                "<cbc:DocumentCurrencyCode>", "<cbc:Note>a</cbc:Note>".repeat(notes) + "<cbc:DocumentCurrencyCode>"));
    }

    public static byte[] manyAdjustments(int adjustments) {
        String one = "<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator>" + amount("Amount", 0)
                + category("TaxCategory", 1899) + "</cac:AllowanceCharge>";
        return bytes(SMALL.replaceFirst("<cac:TaxTotal>", one.repeat(adjustments) + "<cac:TaxTotal>"));
    }

    /** A hundred on each element: Java 24 and later take no more than two hundred. */
    public static byte[] manyAttributes(int attributes) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < attributes; i++) {
            all.append(i % 100 == 0 ? "<cbc:Note" : "").append(" a").append(i).append("=\"\"");
            all.append(i % 100 == 99 ? "/>" : "");
        }
        return bytes(SMALL.replaceFirst("<cbc:ID", all + "<cbc:ID"));
    }
}
