package dev.ratchet.activities.documents;

import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets only a few large XML documents be read at once, because each can need {@link #HEAP_OF_ONE} bytes of this
 * process's heap. Small documents never wait here.
 */
final class LargeXml {
    /** A document with fewer bytes is small. */
    static final int LARGE = 1 << 20;

    /** What the tree, our elements and the rules need for the largest document, rounded up. */
    static final long HEAP_OF_ONE = 512L << 20;

    private static final long MOST_WAIT_SECONDS = 20;

    private final Semaphore free;

    /** @param heap of this process, in bytes; half of it is for large documents */
    LargeXml(long heap) {
        this.free = new Semaphore((int) Math.max(1, Math.min(heap / 2 / HEAP_OF_ONE, 64)), true);
    }

    interface Work<T> {
        T done() throws RefusedException;
    }

    /** @throws IllegalStateException when too many large documents are before this one; trying again later can help */
    <T> T read(long bytes, Work<T> work) throws RefusedException {
        if (bytes < LARGE) {
            return work.done();
        }
        awaitFree();
        try {
            return work.done();
        } finally {
            free.release();
        }
    }

    private void awaitFree() {
        try {
            if (!free.tryAcquire(MOST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("too many large documents wait to be read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while other large documents were read", e);
        }
    }
}
