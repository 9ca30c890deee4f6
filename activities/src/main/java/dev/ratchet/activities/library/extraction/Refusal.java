package dev.ratchet.activities.library.extraction;

/** Why a document is not taken into the library. The names are frozen. Each sentence tells what would be right. */
public enum Refusal {
    EMPTY("The file is empty, or has no text. Upload the document itself."),
    TOO_LARGE("The file has more than %s MB. Upload it in parts, or without its pictures."),
    TEXT_TOO_LONG("The document has more than %s characters of text. Upload it in parts."),
    TOO_MANY_PARTS("The document has more than %s sections, pages or tables. Upload it in parts."),
    TOO_MANY_PASSAGES("The document makes more than %s passages. Upload it in parts."),
    TOO_SLOW("Reading the document takes more than %s seconds. Export it as a plain PDF and upload that."),
    BINARY("The content is of no known kind. Upload PDF, DOCX, HTML, Markdown or text."),
    XML("This is XML. Upload PDF, DOCX, HTML, Markdown or text."),
    IMAGE("This is a picture. Upload a PDF with text, or the text."),
    ARCHIVE("This is a packed archive, which is not opened. Upload the files in it one by one."),
    MAIL("This is an e-mail. Upload its attachments, or its text as a text file."),
    OFFICE_ENCRYPTED("The office document opens only with a password. Save it without one and upload that."),
    OFFICE_OLD("This is an office document of an old format. Save it as DOCX or PDF and upload that."),
    OFFICE_OTHER("This is an office document, but no text document (DOCX). Export it as PDF and upload that."),
    OFFICE_MACROS("The document has macros. Save it as DOCX without macros and upload that."),
    OFFICE_BROKEN("The DOCX is damaged and cannot be opened (%s). Save it again, or export it as PDF."),
    OFFICE_TOO_LARGE("The DOCX unpacks to more than a text needs (%s). Save it again, or export it as PDF."),
    OFFICE_DOCTYPE(
            "The DOCX has a document type declaration, which no word processor writes and which can pull in other"
                    + " files. Save it again with a word processor."),
    HTML_TOO_COMPLEX("The HTML has more than a text needs (%s). Save it as a plain page, or as PDF."),
    PDF_ENCRYPTED("The PDF opens only with a password. Upload it without one."),
    PDF_BROKEN("The PDF is damaged and cannot be opened. Export it again."),
    PDF_NO_TEXT("The PDF has no text, so it is probably a scan. Upload the original, or a PDF with recognized text."),
    PDF_TOO_COMPLEX(
            "The PDF needs more than is given to one document: 300 pages, a million letters, and a few seconds and"
                    + " 256 MB for reading it. Upload it in parts, or export it again.");

    private final String sentence;

    Refusal(String sentence) {
        this.sentence = sentence;
    }

    public Refused because(Object... details) {
        return new Refused(name(), String.format(sentence, details));
    }

    /** Carries a refusal to whoever asked for the text. Without a stack trace: it is about the document. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final String code;
        private final String why;

        private Refused(String code, String why) {
            super(code, null, false, false);
            this.code = code;
            this.why = why;
        }

        public String code() {
            return code;
        }

        public String why() {
            return why;
        }
    }

    /** The same out of a library that lets no checked exception through. */
    static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Refused refused;

        Abandoned(Refused refused) {
            super(refused.code(), null, false, false);
            this.refused = refused;
        }

        Refused refused() {
            return refused;
        }
    }
}
