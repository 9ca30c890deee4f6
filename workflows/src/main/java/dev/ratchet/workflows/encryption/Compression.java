package dev.ratchet.workflows.encryption;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * DEFLATE (RFC 1951) behind four bytes that say how long the content is. Nothing is read that is, or says that it is, longer than
 * {@link #MOST}.
 */
final class Compression {
    static final String NONE = "none";
    static final String DEFLATE = "deflate";

    /** In bytes. Shorter payloads are not worth it. */
    static final int LEAST = 1_024;

    /** In bytes. Temporal takes payloads of 2 MB; what is this long when it is read was never one of ours. */
    static final int MOST = 16 << 20;

    private static final int HEAD = Integer.BYTES;

    private Compression() {}

    /** The same bytes shorter; the same array where they would not be, or are too few or too many. */
    static byte[] deflated(byte[] plain) {
        if (plain.length < LEAST || plain.length > MOST) {
            return plain;
        }
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            byte[] room = new byte[plain.length];
            ByteBuffer.wrap(room).putInt(plain.length);
            int length = deflater.deflate(room, HEAD, room.length - HEAD);
            return deflater.finished() ? Arrays.copyOf(room, HEAD + length) : plain;
        } finally {
            deflater.end();
        }
    }

    /** @throws DataFormatException when it is no such content, or one that is too long */
    static byte[] inflated(byte[] compressed) throws DataFormatException {
        int length = compressed.length < HEAD ? -1 : ByteBuffer.wrap(compressed).getInt();
        if (length < LEAST || length > MOST) {
            throw new DataFormatException("a compressed payload should have " + LEAST + " to " + MOST + " bytes");
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(compressed, HEAD, compressed.length - HEAD);
            byte[] plain = new byte[length];
            int read = 0;
            while (read < length && !inflater.needsInput()) {
                int some = inflater.inflate(plain, read, length - read);
                read += some;
                if (some == 0) {
                    break;
                }
            }
            boolean all = read == length
                    && (inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished()));
            if (!all) {
                throw new DataFormatException("a compressed payload is not as long as it says");
            }
            return plain;
        } finally {
            inflater.end();
        }
    }
}
