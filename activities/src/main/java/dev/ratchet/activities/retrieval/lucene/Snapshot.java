package dev.ratchet.activities.retrieval.lucene;

import dev.ratchet.workflows.contract.Digest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of one commit, as kept in the content store.
 *
 * @param commit names the commit, and is in it
 */
record Snapshot(String commit, List<Segment> files) {
    Snapshot {
        files = List.copyOf(files);
    }

    /** @param blocks in order; Lucene writes each file once and never changes it */
    record Segment(String name, List<Digest> blocks) {
        Segment {
            if (!name.matches("[A-Za-z0-9_.]{1,80}") || name.startsWith(".")) {
                throw new IllegalArgumentException("not the name of a file of an index");
            }
            blocks = List.copyOf(blocks);
        }
    }

    /** Blocks that this has and the other has not. */
    Set<Digest> without(Snapshot other) {
        Set<Digest> left = blocks();
        left.removeAll(other.blocks());
        return left;
    }

    Set<Digest> blocks() {
        Set<Digest> all = new TreeSet<>(java.util.Comparator.comparing(Digest::hex));
        files.forEach(file -> all.addAll(file.blocks()));
        return all;
    }
}
