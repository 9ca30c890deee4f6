package dev.ratchet.workflows.batch;

import dev.ratchet.workflows.batch.BatchWorkflow.Tally;
import dev.ratchet.workflows.contract.record.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How far a batch is; what it hands to itself when it continues as new. Opaque to everyone else.
 *
 * @param tally of all pages so far; a page that was sent again counts once
 * @param upTo every page up to this number is done
 * @param beyond numbers of pages after it that are done, too; a few, because only a few are in flight
 */
public record Cursor(Tally tally, int upTo, List<Integer> beyond) {
    static final Cursor START = new Cursor(Tally.NONE, 0, List.of());

    public Cursor {
        beyond = List.copyOf(beyond);
    }

    Cursor after(int page, List<RunResult> results) {
        if (page <= upTo || beyond.contains(page)) {
            return this;
        }
        TreeSet<Integer> done = new TreeSet<>(beyond);
        done.add(page);
        int contiguous = upTo;
        while (done.remove(contiguous + 1)) {
            contiguous++;
        }
        return new Cursor(tally.plus(results), contiguous, new ArrayList<>(done));
    }

    Tally tally(int waiting) {
        return tally.waiting(waiting);
    }
}
