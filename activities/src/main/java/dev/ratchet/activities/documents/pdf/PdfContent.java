package dev.ratchet.activities.documents.pdf;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found in a PDF: embedded XML files, or a text.
 *
 * @param xml each embedded XML file once, as it is in the PDF
 * @param text in reading order, with {@code \n} line ends; when there is XML only that of the first pages, or empty
 */
public record PdfContent(List<byte[]> xml, String text) {
    public PdfContent {
        xml = List.copyOf(xml);
    }

    static PdfContent of(String text) {
        return new PdfContent(List.of(), text);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(xml.size());
        for (byte[] each : xml) {
            PdfRequest.writeBytes(out, each);
        }
        PdfRequest.writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static PdfContent read(DataInputStream in) throws IOException {
        int files = in.readInt();
        List<byte[]> xml = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            xml.add(PdfRequest.readBytes(in));
        }
        return new PdfContent(xml, new String(PdfRequest.readBytes(in), StandardCharsets.UTF_8));
    }
}
