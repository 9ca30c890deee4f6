package dev.ratchet.activities.documents.refusal;

import dev.ratchet.workflows.contract.invoice.DocumentReading;

/** Why a document is not read. The names are frozen. Each sentence tells the sender what to do instead. */
public enum Refusal {
    EMPTY("The file is empty. Send the invoice itself."),
    TOO_LARGE("The file has more than %s. Send the invoice without its attachments."),
    XML_DOCTYPE("The XML has a document type declaration, which is refused because it can pull in other files or blow"
            + " up. Send the same XML without the DOCTYPE."),
    XML_BROKEN("The XML is broken at line %s. Send the whole, well-formed file again."),
    XML_UNKNOWN("This is XML, but its root is '%s' and not a UBL 2.1 Invoice or CreditNote nor a UN/CEFACT"
            + " CrossIndustryInvoice or ZUGFeRD document. Ask the sender for one of these."),
    ORDER("This is an order (%s), and an order asks for no payment. Send the invoice for it."),
    XML_TOO_DEEP("The XML is nested deeper than %s levels or has more than %s elements; no invoice is. Send the"
            + " invoice as its software wrote it."),
    XML_TOO_MANY_NAMES("The XML uses more than %s different names of elements and attributes; no invoice does. Send the"
            + " invoice as its software wrote it."),
    TOO_MANY_LINES("The invoice has more than %s lines. Ask the sender to split it."),
    TOO_MANY_VAT_GROUPS("The invoice has more than %s VAT groups; there are not so many rates. Ask the sender for a"
            + " corrected one."),
    TOO_MANY_ADJUSTMENTS("The invoice has more than %s allowances and charges. Ask the sender to split it."),
    FIELD_MISSING("The invoice has no %s. Ask the sender for a corrected one."),
    FIELD_INVALID("The invoice's %s cannot be read. It should be %s."),
    PDF_ENCRYPTED("The PDF opens only with a password. Send it without one."),
    PDF_BROKEN("The PDF is damaged and cannot be opened. Send it again."),
    PDF_NO_TEXT("The PDF has no text, so it is probably a scan. Send the original PDF, or an e-invoice."),
    PDF_TOO_COMPLEX("The PDF unpacks to more than an invoice needs (%s). Send a plain PDF of the invoice."),
    PDF_MANY_INVOICES(
            "The PDF has %s e-invoices embedded, and it is unclear which one counts. Send one invoice a file."),
    PDF_EMBEDDED_TOO_LARGE("The XML embedded in the PDF has more than %s. Send the invoice without its attachments."),
    TEXT_TOO_LONG("The text has more than %s characters, more than an invoice needs. Send only the invoice."),
    IMAGE("This is a picture (%s). Send the original PDF with text, or an e-invoice."),
    ARCHIVE("This is a packed archive (%s), which is not opened. Send the files in it one by one."),
    MAIL("This is an e-mail; what its text says is no invoice. Send the invoice itself, or have the mail taken apart:"
            + " 'ratchet submit' does so."),
    OFFICE("This is an office document. Export it as a PDF and send that."),
    JSON("This is JSON. Send the invoice as UBL, CII, Factur-X, PDF or text."),
    HTML("This is a web page or an HTML mail. Send the invoice as PDF, or an e-invoice."),
    BINARY("The content is of no known kind. Send the invoice as UBL, CII, Factur-X, PDF or text.");

    private final String sentence;

    Refusal(String sentence) {
        this.sentence = sentence;
    }

    public DocumentReading.Unreadable with(Object... details) {
        return new DocumentReading.Unreadable(name(), String.format(sentence, details));
    }

    public RefusedException refuse(Object... details) {
        return new RefusedException(with(details));
    }

    /** Carries a refusal out of a parser to the reader. The reader catches it; no caller of the reader sees it. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient DocumentReading.Unreadable unreadable;

        public RefusedException(DocumentReading.Unreadable unreadable) {
            super(unreadable.code(), null, false, false);
            this.unreadable = unreadable;
        }

        public DocumentReading.Unreadable unreadable() {
            return unreadable;
        }
    }
}
