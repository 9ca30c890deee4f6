package dev.ratchet.starter.batch;

import java.time.Duration;
import java.util.TreeSet;

/**
 * Sends pages in the order of their numbers. A page waits a short time after the page before it, and not for its answer.
 * A page that has to be sent again goes before those with higher numbers.
 */
final class SendOrder {
    private static final long LEAD = Duration.ofMillis(8).toNanos();

    private final TreeSet<Integer> ready = new TreeSet<>();
    private long last = System.nanoTime() - LEAD;

    /** To be called before any thread waits for a higher number, and again before the page is sent again. */
    synchronized void announce(int number) {
        ready.add(number);
    }

    /** Returns when the page should be sent. */
    synchronized void await(int number) throws InterruptedException {
        long wait = LEAD - (System.nanoTime() - last);
        while (wait > 0 || ready.first() != number) {
            wait(Math.max(1, Duration.ofNanos(wait).toMillis() + 1));
            wait = LEAD - (System.nanoTime() - last);
        }
        last = System.nanoTime();
        leave(number);
    }

    synchronized void leave(int number) {
        ready.remove(number);
        notifyAll();
    }
}
