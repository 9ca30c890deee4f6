package dev.ratchet.starter.money;

import dev.ratchet.workflows.contract.Micros;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Amounts of one table: all with as many decimals, so that their points stand below each other. */
final class Amounts {
    private Amounts() {}

    static int decimals(Stream<Long> micros) {
        return micros.mapToInt(Micros::decimals).max().orElse(2);
    }

    static long orZero(@Nullable Long micros) {
        return micros == null ? 0 : micros;
    }

    static String text(@Nullable Long micros, int decimals) {
        return micros == null ? "-" : Micros.text(micros, decimals);
    }
}
