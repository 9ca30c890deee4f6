package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.masterdata.MasterData.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a file: each problem up to {@link #MOST}, beyond that only how many more there are. */
final class Problems {
    static final int MOST = 200;

    private final List<Problem> first = new ArrayList<>();
    private int more;

    void add(int line, String field, String why) {
        if (first.size() < MOST) {
            first.add(new Problem(line, field, why));
        } else {
            more++;
        }
    }

    boolean isEmpty() {
        return first.isEmpty();
    }

    /** In the order of their lines. */
    List<Problem> byLine() {
        List<Problem> all = new ArrayList<>(first);
        all.sort(Comparator.comparingInt(Problem::line));
        if (more > 0) {
            all.add(new Problem(0, "", "has " + more + " more problems; mend these first"));
        }
        return all;
    }
}
