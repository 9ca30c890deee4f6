package dev.ratchet.activities.documents.pdf;

import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import dev.ratchet.activities.documents.xml.Xml;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.PDNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a PDF's embedded XML files and its text, also of one that opens without a password and only restricts rights, within limits for pages, drawing operations and letters. The library
 * unpacks streams without a limit, so a hostile PDF can still take all memory: only {@link PdfProcess} may call it.
 */
final class Pdf {
    static final int MOST_PAGES = 300;
    static final int MOST_EMBEDDED_BYTES = 10 << 20;
    private static final int MOST_EMBEDDED_FILES = 50;
    private static final int LEAST_LETTERS = 20;
    private static final int PAGES_BESIDE_XML = 3;

    private Pdf() {}

    /** The embedded XML files with the text of the first pages; without any, the text. */
    static PdfContent read(byte[] bytes) throws RefusedException {
        return opened(bytes, document -> {
            List<byte[]> xml = embeddedXml(document);
            return xml.isEmpty() ? PdfContent.of(text(document)) : new PdfContent(xml, firstPages(document));
        });
    }

    /** The text, whatever is embedded. */
    static PdfContent text(byte[] bytes) throws RefusedException {
        return opened(bytes, document -> PdfContent.of(text(document)));
    }

    private interface Part {
        PdfContent of(PDDocument document) throws IOException, RefusedException;
    }

    private static PdfContent opened(byte[] bytes, Part part) throws RefusedException {
        DeflateGuard.check(bytes);
        try (PDDocument document = Loader.loadPDF(bytes)) {
            if (document.getNumberOfPages() > MOST_PAGES) {
                throw Refusal.PDF_TOO_COMPLEX.refuse(MOST_PAGES + " pages at most");
            }
            return part.of(document);
        } catch (InvalidPasswordException | NoClassDefFoundError e) {
            // Encryption for the holders of certificates needs a library that is not there.
            throw Refusal.PDF_ENCRYPTED.refuse();
        } catch (BoundedStripper.TooMuch e) {
            throw Refusal.PDF_TOO_COMPLEX.refuse(e.limit());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw Refusal.PDF_BROKEN.refuse();
        }
    }

    private static String text(PDDocument document) throws IOException, RefusedException {
        String text = new BoundedStripper().getText(document).replace("\r\n", "\n");
        if (text.chars().filter(Character::isLetterOrDigit).limit(LEAST_LETTERS).count() < LEAST_LETTERS) {
            throw Refusal.PDF_NO_TEXT.refuse();
        }
        return text;
    }

    /** What a person sees first. It is only searched for a warning, so a page that cannot be read refuses nothing. */
    private static String firstPages(PDDocument document) {
        try {
            BoundedStripper stripper = new BoundedStripper();
            stripper.setEndPage(PAGES_BESIDE_XML);
            return stripper.getText(document).replace("\r\n", "\n");
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return "";
        }
    }

    private static List<byte[]> embeddedXml(PDDocument document) throws IOException, RefusedException {
        List<PDComplexFileSpecification> files = new ArrayList<>();
        PDDocumentNameDictionary names = document.getDocumentCatalog().getNames();
        PDEmbeddedFilesNameTreeNode tree = names == null ? null : names.getEmbeddedFiles();
        if (tree != null) {
            collect(tree, files, 0);
        }
        COSBase associated = document.getDocumentCatalog().getCOSObject().getDictionaryObject(COSName.getPDFName("AF"));
        if (associated instanceof COSArray array) {
            for (int i = 0; i < array.size() && i < MOST_EMBEDDED_FILES; i++) {
                if (array.getObject(i) instanceof org.apache.pdfbox.cos.COSDictionary file) {
                    files.add(new PDComplexFileSpecification(file));
                }
            }
        }
        return xmlAmong(files);
    }

    /** Each embedded XML stream once, even when several names refer to it. */
    private static List<byte[]> xmlAmong(List<PDComplexFileSpecification> files) throws IOException, RefusedException {
        List<COSBase> seen = new ArrayList<>();
        List<byte[]> xml = new ArrayList<>();
        int left = MOST_EMBEDDED_BYTES;
        for (PDComplexFileSpecification file : files) {
            PDEmbeddedFile embedded = embedded(file);
            if (embedded == null || seen.contains(embedded.getCOSObject())) {
                continue;
            }
            seen.add(embedded.getCOSObject());
            byte[] bytes = xmlOf(embedded, left);
            if (bytes != null && xml.stream().noneMatch(known -> java.util.Arrays.equals(known, bytes))) {
                xml.add(bytes);
                left -= bytes.length;
            }
        }
        return xml;
    }

    private static @Nullable PDEmbeddedFile embedded(PDComplexFileSpecification file) {
        PDEmbeddedFile embedded = file.getEmbeddedFileUnicode();
        return embedded != null ? embedded : file.getEmbeddedFile();
    }

    private static byte @Nullable [] xmlOf(PDEmbeddedFile embedded, int most) throws IOException, RefusedException {
        try (InputStream in = embedded.createInputStream()) {
            byte[] head = in.readNBytes(512);
            if (!Xml.looksLikeXml(head)) {
                return null;
            }
            byte[] rest = in.readNBytes(Math.max(0, most - head.length));
            if (in.read() >= 0) {
                throw Refusal.PDF_EMBEDDED_TOO_LARGE.refuse((MOST_EMBEDDED_BYTES >> 20) + " MB");
            }
            byte[] whole = java.util.Arrays.copyOf(head, head.length + rest.length);
            System.arraycopy(rest, 0, whole, head.length, rest.length);
            return whole;
        }
    }

    private static void collect(
            PDNameTreeNode<PDComplexFileSpecification> node, List<PDComplexFileSpecification> files, int depth)
            throws IOException {
        Map<String, PDComplexFileSpecification> names = node.getNames();
        if (names != null) {
            names.values().stream()
                    .filter(java.util.Objects::nonNull)
                    .limit(Math.max(0, MOST_EMBEDDED_FILES - files.size()))
                    .forEach(files::add);
        }
        List<PDNameTreeNode<PDComplexFileSpecification>> kids = node.getKids();
        if (kids != null && depth < 8) {
            for (PDNameTreeNode<PDComplexFileSpecification> kid : kids) {
                collect(kid, files, depth + 1);
            }
        }
    }
}
