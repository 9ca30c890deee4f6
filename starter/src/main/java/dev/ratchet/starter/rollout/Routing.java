package dev.ratchet.starter.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * Where new runs go, as the server has it.
 *
 * @param current build that takes new runs; absent while workers without a version do
 * @param ramping build that takes a part of them; absent when none does
 * @param percent of new runs that the ramping build takes, 0 to 100
 * @param since when that was changed last, by the server's clock
 */
record Routing(Optional<String> current, Optional<String> ramping, double percent, Instant since) {

    boolean ramps(String build) {
        return ramping.filter(build::equals).isPresent();
    }

    boolean isCurrent(String build) {
        return current.filter(build::equals).isPresent();
    }
}
