package dev.ratchet.starter.submit;

import dev.ratchet.starter.submit.DropFolder.Stamp;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells when a file is complete: nothing has changed in it from one look to the next, so many times. A network share tells
 * nobody that a file was closed.
 */
final class Settling {
    static final int LOOKS = 2;

    /** Many a program creates its file long before it writes to it. */
    static final int LOOKS_AT_EMPTY = 60;

    private record Seen(Stamp stamp, int looks) {}

    private Map<Path, Seen> before = new HashMap<>();

    /** Those of the files that are complete, in their order. */
    SortedMap<Path, Stamp> complete(SortedMap<Path, Stamp> files) {
        Map<Path, Seen> now = new HashMap<>();
        SortedMap<Path, Stamp> complete = new TreeMap<>();
        files.forEach((file, stamp) -> {
            Seen last = before.get(file);
            Seen seen = new Seen(stamp, last != null && last.stamp().equals(stamp) ? last.looks() + 1 : 1);
            now.put(file, seen);
            if (seen.looks() >= (stamp.size() == 0 ? LOOKS_AT_EMPTY : LOOKS)) {
                complete.put(file, stamp);
            }
        });
        before = now;
        return complete;
    }
}
