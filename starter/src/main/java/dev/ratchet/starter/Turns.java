package dev.ratchet.starter;

import java.time.Duration;
import java.util.TreeSet;

/**
 * Lets pages set out in the order of their numbers. None waits for another's answer: the one before has a short lead, and
 * one that has to be sent again holds back those after it.
 */
final class Turns {
    private static final long LEAD = Duration.ofMillis(8).toNanos();

    private final TreeSet<Integer> ready = new TreeSet<>();
    private long last = System.nanoTime() - LEAD;

    /** Before anybody waits for a higher number; again before it is sent again. */
    synchronized void announce(int number) {
        ready.add(number);
    }

    /** Returns when the page should set out. */
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
