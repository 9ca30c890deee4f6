package dev.ratchet.worker;

import java.util.List;
import java.util.stream.Stream;

/** Opens the composition root to the benchmarks: one implementation of every activity interface. */
public final class ActivitiesOf {
    private ActivitiesOf() {}

    public static Object[] all(Capabilities capabilities) {
        return Stream.of(capabilities.activities(), new InvoiceModule().activities(capabilities))
                .flatMap(List::stream)
                .toArray();
    }

    public static <T> T one(Class<T> type, Object[] activities) {
        return type.cast(Stream.of(activities)
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no capability implements " + type.getSimpleName())));
    }
}
