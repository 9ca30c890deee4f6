package dev.ratchet.activities.library.extraction;

import dev.ratchet.activities.documents.FileSignature;
import dev.ratchet.activities.documents.PlainText;
import dev.ratchet.activities.documents.pdf.PdfProcesses;
import dev.ratchet.activities.documents.xml.Xml;
import dev.ratchet.activities.library.extraction.Refusal.Refused;
import dev.ratchet.workflows.contract.invoice.DocumentReading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads the text of a document with its positions. What the bytes are decides, and the name only where bytes cannot tell: which
 * text is Markdown. Threads may share one reader; whoever lets them says how many, by {@link #atOnce}.
 */
public final class LibraryReader implements AutoCloseable {
    /** What one document may take of this process's heap, rounded up: its bytes, its HTML tree, its text twice, its passages. */
    private static final long HEAP_OF_ONE = 128L << 20;

    private final ReadingLimits limits;
    private final PdfProcesses pdfs = new PdfProcesses();

    public LibraryReader() {
        this(ReadingLimits.USUAL);
    }

    LibraryReader(ReadingLimits limits) {
        this.limits = limits;
    }

    /** How many documents this process can work on at once, 1 or more: half of its heap is for them. */
    public static int atOnce() {
        Runtime here = Runtime.getRuntime();
        long fit = here.maxMemory() / 2 / HEAP_OF_ONE;
        return (int) Math.max(1, Math.min(fit, 2L * here.availableProcessors()));
    }

    /** @throws Refused of a document of so many bytes, before anybody loads them */
    public void requireReadable(long bytes) throws Refused {
        if (bytes > limits.bytes()) {
            throw Refusal.TOO_LARGE.because(limits.bytes() >> 20);
        }
        if (bytes == 0) {
            throw Refusal.EMPTY.because();
        }
    }

    /** @param name the document's */
    public LibraryText read(String name, byte[] bytes) throws Refused {
        requireReadable(bytes.length);
        return readByContent(name, bytes);
    }

    private LibraryText readByContent(String name, byte[] bytes) throws Refused {
        if (OfficeFile.isPackage(bytes)) {
            return OfficeFile.text(bytes, limits);
        }
        if (OfficeFile.isCompound(bytes)) {
            throw (OfficeFile.isEncrypted(bytes) ? Refusal.OFFICE_ENCRYPTED : Refusal.OFFICE_OLD).because();
        }
        if (FileSignature.isPdf(bytes)) {
            return PdfText.of(pdfs, bytes, limits);
        }
        Unreadable known = FileSignature.refusal(bytes);
        if (known != null) {
            throw refusal(known).because();
        }
        return text(name.toLowerCase(Locale.ROOT), bytes);
    }

    /** The reader of invoices tells kinds by these codes; what to do about them is another thing here. */
    private static Refusal refusal(Unreadable known) {
        return switch (known.code()) {
            case "IMAGE" -> Refusal.IMAGE;
            case "ARCHIVE" -> Refusal.ARCHIVE;
            case "MAIL" -> Refusal.MAIL;
            case "OFFICE" -> Refusal.OFFICE_OLD;
            default -> Refusal.BINARY;
        };
    }

    private LibraryText text(String name, byte[] bytes) throws Refused {
        String text = PlainText.decode(bytes);
        if (text == null) {
            throw Refusal.BINARY.because();
        }
        String head = text.substring(0, Math.min(text.length(), 2_048)).toLowerCase(Locale.ROOT);
        boolean marked = Xml.looksLikeXml(head.getBytes(StandardCharsets.UTF_8));
        if (marked && (head.contains("<!doctype html") || head.contains("<html") || isHtml(name))) {
            return Html.text(text, limits);
        }
        if (marked && head.stripLeading().startsWith("<?xml")) {
            throw Refusal.XML.because();
        }
        return PlainLines.text(text, name.endsWith(".md") || name.endsWith(".markdown"), limits);
    }

    private static boolean isHtml(String name) {
        return name.endsWith(".html") || name.endsWith(".htm") || name.endsWith(".xhtml");
    }

    /** Ends the processes that read PDFs. */
    @Override
    public void close() {
        pdfs.close();
    }
}
