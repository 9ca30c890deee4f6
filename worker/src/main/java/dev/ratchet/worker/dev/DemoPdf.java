package dev.ratchet.worker.dev;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Makes the demo's PDF files; the same bytes every time. */
final class DemoPdf {
    private static final float MARGIN = 56;
    private static final float LEADING = 15;

    private DemoPdf() {}

    /** One page with a text layer, a line of it for each line of the text. */
    static byte[] ofText(String text) {
        try (PDDocument pdf = page(text)) {
            return bytes(pdf);
        } catch (IOException e) {
            throw new UncheckedIOException("a page in memory can be written", e);
        }
    }

    /**
     * A page for people and the invoice for machines embedded under the name that Factur-X 1.0 (section 6.2.2) demands.
     * It is no PDF/A-3: the demo needs the attachment, not an archive.
     */
    static byte[] facturX(byte[] xml) {
        String shown =
                "Rechnung der Hafenlicht Elektrotechnik GmbH\n\nDiese Datei enthält die Rechnung als factur-x.xml.";
        try (PDDocument pdf = page(shown)) {
            PDEmbeddedFile file = new PDEmbeddedFile(pdf, new ByteArrayInputStream(xml));
            file.setSubtype("text/xml");
            file.setSize(xml.length);
            PDComplexFileSpecification attachment = new PDComplexFileSpecification();
            attachment.setFile("factur-x.xml");
            attachment.setFileUnicode("factur-x.xml");
            attachment.setEmbeddedFile(file);
            attachment.setEmbeddedFileUnicode(file);
            attachment.getCOSObject().setName(COSName.getPDFName("AFRelationship"), "Alternative");

            PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
            TreeMap<String, PDComplexFileSpecification> names = new TreeMap<>();
            names.put("factur-x.xml", attachment);
            tree.setNames(names);
            PDDocumentNameDictionary dictionary = new PDDocumentNameDictionary(pdf.getDocumentCatalog());
            dictionary.setEmbeddedFiles(tree);
            pdf.getDocumentCatalog().setNames(dictionary);
            COSArray associated = new COSArray();
            associated.add(attachment.getCOSObject());
            pdf.getDocumentCatalog().getCOSObject().setItem(COSName.getPDFName("AF"), associated);
            return bytes(pdf);
        } catch (IOException e) {
            throw new UncheckedIOException("a page in memory can be written", e);
        }
    }

    private static PDDocument page(String text) throws IOException {
        PDDocument pdf = new PDDocument();
        PDPage page = new PDPage(PDRectangle.A4);
        pdf.addPage(page);
        List<String> lines = text.lines().toList();
        try (PDPageContentStream pen = new PDPageContentStream(pdf, page)) {
            pen.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 11);
            pen.setLeading(LEADING);
            pen.beginText();
            pen.newLineAtOffset(MARGIN, PDRectangle.A4.getHeight() - MARGIN);
            for (String line : lines) {
                pen.showText(line);
                pen.newLine();
            }
            pen.endText();
        }
        return pdf;
    }

    private static byte[] bytes(PDDocument pdf) throws IOException {
        pdf.setDocumentId(1L);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pdf.save(out);
        return out.toByteArray();
    }
}
