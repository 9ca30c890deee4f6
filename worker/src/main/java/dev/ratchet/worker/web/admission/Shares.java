package dev.ratchet.worker.web.admission;

import java.util.HashMap;
import java.util.Map;

/** Something that the whole process has only so much of, and each person only a share. */
final class Shares {
    /** What came of asking for some. */
    enum Asked {
        GRANTED,
        /** This person has a whole share already. */
        PERSON_FULL,
        /** Everybody together has all of it. */
        PROCESS_FULL
    }

    private final Map<String, Long> taken = new HashMap<>();
    private final long total;
    private final long each;
    private long all;

    /**
     * @param total of the process
     * @param each of one person
     */
    Shares(long total, long each) {
        this.total = total;
        this.each = each;
    }

    /** Everybody's share is the same; the process has as much as everybody together. */
    static Shares each(long each) {
        return new Shares(Long.MAX_VALUE, each);
    }

    /** What was granted is given back with {@link #giveBack}, once. */
    synchronized Asked ask(String person, long amount) {
        long had = taken.getOrDefault(person, 0L);
        if (amount > each - had) {
            return Asked.PERSON_FULL;
        }
        if (amount > total - all) {
            return Asked.PROCESS_FULL;
        }
        taken.put(person, had + amount);
        all += amount;
        return Asked.GRANTED;
    }

    synchronized void giveBack(String person, long amount) {
        all -= amount;
        taken.computeIfPresent(person, (who, had) -> had == amount ? null : had - amount);
    }
}
