package dev.ratchet.activities.documents.pdf;

import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * What a process that reads PDFs is asked, one request at a time. On the wire: the name of {@code what}, then the PDF
 * as its length in four bytes and its bytes.
 */
record PdfRequest(What what, byte[] pdf) {
    /** Nothing that is sent is larger: a PDF has 20 MB at most, an embedded file 10 MB. */
    private static final int MOST_BYTES = 64 << 20;

    enum What {
        /** The embedded XML files; without any, the text. */
        XML_OR_TEXT,
        TEXT
    }

    PdfContent answer() throws RefusedException {
        return what == What.TEXT ? Pdf.text(pdf) : Pdf.read(pdf);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeUTF(what.name());
        writeBytes(out, pdf);
        out.flush();
    }

    /** @throws EOFException when nobody will ask any more */
    static PdfRequest read(DataInputStream in) throws IOException {
        return new PdfRequest(What.valueOf(in.readUTF()), readBytes(in));
    }

    static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("a length of " + length + " is none that is sent");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }
}
