package dev.ratchet.starter.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RolloutTest {
    private static final Instant BEGAN = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Instant OPEN = BEGAN.plusSeconds(599);
    private static final Instant OVER = BEGAN.plusSeconds(600);
    private static final Instant LATE = BEGAN.plus(WINDOW.multipliedBy(Rollout.PATIENCE));
    private static final Gate.Verdict PASSED = new Gate.Passed();
    private static final Gate.Verdict FEW = new Gate.Few("3 of 20");
    private static final Gate.Verdict FAILED = new Gate.Failed(List.of("worse"));

    private static Routing routing(String current, String ramping, double percent) {
        return new Routing(Optional.ofNullable(current), Optional.ofNullable(ramping), percent, BEGAN);
    }

    private static Arguments row(Routing routing, Gate.Verdict verdict, Instant now, Class<?> move, String says) {
        return Arguments.of(routing, verdict, now, move, says);
    }

    static List<Arguments> rows() {
        return List.of(
                row(routing(null, null, 0), FEW, OPEN, Rollout.MakeCurrent.class, "no version is current"),
                row(routing("a", null, 0), FEW, OPEN, Rollout.Ramp.class, "percent=5"),
                row(routing("a", null, 0), FAILED, LATE, Rollout.Ramp.class, "percent=5"),
                row(routing("a", "b", 0), FAILED, LATE, Rollout.Ramp.class, "percent=5"),
                row(routing("a", "c", 25), PASSED, LATE, Rollout.Blocked.class, "c is being rolled out at 25 %"),
                row(routing("b", null, 0), FAILED, LATE, Rollout.Done.class, "b is the current version"),
                row(routing("b", "c", 5), FAILED, LATE, Rollout.Done.class, "b is the current version"),
                row(routing("a", "b", 5), FEW, OPEN, Rollout.Wait.class, "1 s more"),
                row(routing("a", "b", 5), PASSED, OPEN, Rollout.Wait.class, "1 s more"),
                row(routing("a", "b", 5), FAILED, OPEN, Rollout.RollBack.class, "worse"),
                row(routing("a", "b", 5), FEW, OVER, Rollout.Wait.class, "3 of 20"),
                row(routing("a", "b", 5), FEW, LATE, Rollout.Hold.class, "it stays at 5 %"),
                row(routing("a", "b", 5), PASSED, OVER, Rollout.Ramp.class, "percent=25"),
                row(routing("a", "b", 7.5), PASSED, OVER, Rollout.Ramp.class, "percent=25"),
                row(routing("a", "b", 25), PASSED, OVER, Rollout.Ramp.class, "percent=50"),
                row(routing("a", "b", 50), PASSED, LATE, Rollout.Ramp.class, "percent=100"),
                row(routing("a", "b", 50), FAILED, LATE, Rollout.RollBack.class, "worse"),
                row(routing("a", "b", 100), FAILED, OVER, Rollout.RollBack.class, "worse"),
                row(routing("a", "b", 100), PASSED, OPEN, Rollout.Wait.class, "1 s more"),
                row(routing("a", "b", 100), PASSED, OVER, Rollout.MakeCurrent.class, "passed every step"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsDoneNextFollowsFromWhatTheServerHas(
            Routing routing, Gate.Verdict verdict, Instant now, Class<?> move, String says) {
        assertThat(new Rollout("b", WINDOW, BEGAN).next(routing, verdict, now))
                .isInstanceOf(move)
                .asString()
                .contains(says);
    }

    @Test
    void typedAgainItWaitsForRunsOnceMore() {
        Routing held = routing("a", "b", 5);
        assertThat(new Rollout("b", WINDOW, LATE).next(held, FEW, LATE)).isInstanceOf(Rollout.Wait.class);
        assertThat(new Rollout("b", WINDOW, LATE).next(held, FEW, LATE.plus(WINDOW.multipliedBy(Rollout.PATIENCE))))
                .isInstanceOf(Rollout.Hold.class);
    }

    /** Killed and typed again at any moment, it takes the same way: nothing is kept between two questions. */
    @Test
    void everyStepIsReachedInOrder() {
        Rollout rollout = new Rollout("b", WINDOW, BEGAN);
        Routing at = routing("a", null, 0);
        for (int step : Rollout.STEPS) {
            assertThat(rollout.next(at, PASSED, OVER)).isEqualTo(new Rollout.Ramp(step));
            at = routing("a", "b", step);
        }
        assertThat(rollout.next(at, PASSED, OVER)).isInstanceOf(Rollout.MakeCurrent.class);
    }
}
