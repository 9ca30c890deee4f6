package dev.ratchet.worker.metrics;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One metric, with its labels.
 *
 * @param name as Prometheus has it, a histogram's without {@code _bucket}, {@code _sum} and {@code _count}
 * @param unit of its values
 * @param says what it says, in one sentence
 * @param labels the only ones that it may have
 */
record Family(String name, Kind kind, String unit, String says, List<Label> labels) {
    Family {
        labels = List.copyOf(labels);
    }

    /** As Prometheus calls them. */
    enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /** Why this sample is none of the family; empty when it is. {@code le} of a histogram says nothing here. */
    Optional<String> objection(Map<String, String> sample) {
        for (Map.Entry<String, String> each : sample.entrySet()) {
            if (kind == Kind.HISTOGRAM && each.getKey().equals("le")) {
                continue;
            }
            Optional<Label> label = labels.stream()
                    .filter(known -> known.name().equals(each.getKey()))
                    .findFirst();
            if (label.isEmpty()) {
                return Optional.of(name + " has no label " + each.getKey());
            }
            if (!label.get().allows(each.getValue())) {
                return Optional.of(name + "{" + each.getKey() + "=\"" + each.getValue()
                        + "\"}: not one of the values that are allowed");
            }
        }
        return Optional.empty();
    }
}
