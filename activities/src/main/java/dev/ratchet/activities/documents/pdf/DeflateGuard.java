package dev.ratchet.activities.documents.pdf;

import dev.ratchet.activities.documents.refusal.Refusal;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Measures the unpacked size of every zlib stream of a PDF before the PDF library keeps it. It unpacks and drops the
 * bytes. It searches the raw bytes and not the PDF objects, so no object can hide a stream. It refuses a stream that is
 * packed twice.
 */
final class DeflateGuard {
    static final long MOST_PER_FILE = 200L << 20;
    private static final int MOST_STREAMS = 20_000;
    private static final byte[] STREAM = {'s', 't', 'r', 'e', 'a', 'm'};

    private long left = MOST_PER_FILE;
    private int streams;

    private DeflateGuard() {}

    static void check(byte[] pdf) throws Refusal.RefusedException {
        new DeflateGuard().scan(pdf);
    }

    private void scan(byte[] pdf) throws Refusal.RefusedException {
        for (int at = next(pdf, 0); at >= 0; at = next(pdf, at)) {
            int body = at;
            while (body < pdf.length && body < at + 3 && (pdf[body] == '\r' || pdf[body] == '\n' || pdf[body] == ' ')) {
                body++;
            }
            if (++streams > MOST_STREAMS) {
                throw Refusal.PDF_TOO_COMPLEX.refuse(MOST_STREAMS + " streams at most");
            }
            inflate(pdf, body, pdf.length - body);
        }
    }

    /** The index of the next stream's first byte, or -1. */
    private static int next(byte[] pdf, int from) {
        for (int i = from; i + STREAM.length < pdf.length; i++) {
            if (pdf[i] == 's'
                    && java.util.Arrays.equals(pdf, i, i + STREAM.length, STREAM, 0, STREAM.length)
                    && (pdf[i + STREAM.length] == '\r' || pdf[i + STREAM.length] == '\n')
                    && (i < 3 || pdf[i - 1] != 'd')) {
                return i + STREAM.length;
            }
        }
        return -1;
    }

    private void inflate(byte[] bytes, int offset, int length) throws Refusal.RefusedException {
        if (!isZlib(bytes, offset, length)) {
            return;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, offset, length);
            byte[] out = new byte[64 * 1024];
            boolean first = true;
            for (int n = inflater.inflate(out); n > 0; n = inflater.inflate(out)) {
                left -= n;
                if (left < 0) {
                    throw Refusal.PDF_TOO_COMPLEX.refuse((MOST_PER_FILE >> 20) + " MB at most");
                }
                if (first && isZlib(out, 0, n)) {
                    throw Refusal.PDF_TOO_COMPLEX.refuse("streams are packed once");
                }
                first = false;
            }
        } catch (DataFormatException e) {
            return;
        } finally {
            inflater.end();
        }
    }

    private static boolean isZlib(byte[] bytes, int offset, int length) {
        return length > 2
                && (bytes[offset] & 0x0F) == 8
                && (bytes[offset] & 0xF0) <= 0x70
                && (((bytes[offset] & 0xFF) << 8) | (bytes[offset + 1] & 0xFF)) % 31 == 0;
    }
}
