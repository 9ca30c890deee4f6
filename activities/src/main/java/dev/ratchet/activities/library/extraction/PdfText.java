package dev.ratchet.activities.library.extraction;

import dev.ratchet.activities.documents.pdf.PdfProcesses;
import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import dev.ratchet.activities.library.extraction.LibraryText.Format;
import dev.ratchet.activities.library.extraction.Refusal.Refused;

/** The text of a PDF, page by page, read in a process of its own. */
final class PdfText {
    private PdfText() {}

    static LibraryText of(PdfProcesses pdfs, byte[] bytes, ReadingLimits limits) throws Refused {
        try {
            return PlainLines.of(pdfs.text(bytes).text(), Format.PDF, limits);
        } catch (RefusedException e) {
            throw refusal(e.unreadable().code()).because();
        }
    }

    private static Refusal refusal(String code) {
        return switch (code) {
            case "PDF_ENCRYPTED" -> Refusal.PDF_ENCRYPTED;
            case "PDF_NO_TEXT" -> Refusal.PDF_NO_TEXT;
            case "PDF_TOO_COMPLEX" -> Refusal.PDF_TOO_COMPLEX;
            default -> Refusal.PDF_BROKEN;
        };
    }
}
