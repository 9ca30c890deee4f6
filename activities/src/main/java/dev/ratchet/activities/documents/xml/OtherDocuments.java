package dev.ratchet.activities.documents.xml;

import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;

/** XML that is no invoice. Orders look much like invoices, so they are named. */
public final class OtherDocuments {
    private static final String UBL = "urn:oasis:names:specification:ubl:schema:xsd:";

    private OtherDocuments() {}

    /** Whether this is an order: Order-X, UN/CEFACT, or one of UBL with its change and response. */
    public static boolean isOrder(XmlElement root) {
        return root.name.startsWith("SCRDMCCBDACIO")
                || root.name.startsWith("CrossIndustryOrder")
                || (root.name.startsWith("Order") && root.namespace.startsWith(UBL));
    }

    public static RefusedException refusal(XmlElement root) {
        String name = root.name.length() > 60 ? root.name.substring(0, 60) : root.name;
        return isOrder(root) ? Refusal.ORDER.refuse(name) : Refusal.XML_UNKNOWN.refuse(name);
    }
}
