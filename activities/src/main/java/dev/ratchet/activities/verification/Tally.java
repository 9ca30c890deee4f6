package dev.ratchet.activities.verification;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts what is found, and keeps the first of each kind. */
final class Tally {
    private final Map<DiscrepancyKind, Counted> kinds = new EnumMap<>(DiscrepancyKind.class);

    private static final class Counted {
        private final List<Discrepancy> told = new ArrayList<>();
        private long count;
    }

    void add(DiscrepancyKind kind, String about, String why, Object... figures) {
        Counted counted = kinds.computeIfAbsent(kind, first -> new Counted());
        counted.count++;
        if (counted.told.size() < Verification.MOST) {
            counted.told.add(new Discrepancy(about, String.format(Locale.ROOT, why, figures)));
        }
    }

    /** Further ones that nobody names. */
    void more(DiscrepancyKind kind, long count) {
        kinds.computeIfAbsent(kind, first -> new Counted()).count += count;
    }

    /** In the order of the kinds. */
    List<Verification.OfKind> found() {
        return kinds.entrySet().stream()
                .map(kind -> new Verification.OfKind(kind.getKey(), kind.getValue().count, kind.getValue().told))
                .toList();
    }
}
