package dev.ratchet.activities.library.extraction;

import dev.ratchet.activities.library.extraction.Refusal.Refused;
import java.time.Duration;

/**
 * What one document may come to. The usual ones hold a manual of a thousand pages.
 *
 * @param bytes of the file
 * @param unpacked bytes of a part of a DOCX, unpacked
 * @param characters of the text
 * @param parts pages, sections or tables, of each
 * @param elements of HTML or XML
 * @param depth of XML elements inside each other
 * @param time for reading it, apart from a PDF, whose process has limits of its own
 */
public record ReadingLimits(
        int bytes, long unpacked, int characters, int parts, int elements, int depth, Duration time) {
    public static final ReadingLimits USUAL =
            new ReadingLimits(20 << 20, 64L << 20, 2_000_000, 10_000, 2_000_000, 64, Duration.ofSeconds(20));

    /** Asked while a document is read. */
    final class Clock {
        private static final int EVERY = 1_024;
        private final long end = System.nanoTime() + time.toNanos();
        private int asked;

        /** Looks at the time once in a thousand calls. */
        void tick() throws Refused {
            if (++asked % EVERY == 0 && System.nanoTime() - end > 0) {
                throw Refusal.TOO_SLOW.because(time.toSeconds());
            }
        }
    }

    Clock clock() {
        return new Clock();
    }
}
