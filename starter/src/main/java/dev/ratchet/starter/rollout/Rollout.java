package dev.ratchet.starter.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a build takes over: a part of the new runs, then more, each part judged by the gate, then all of them. Pure; it keeps
 * nothing between two questions.
 *
 * @param build that takes over
 * @param window for how long each step is watched at least
 * @param asked when somebody asked for it, for the first time or again: for so long it waits for runs from then on
 */
record Rollout(String build, Duration window, Instant asked) {
    /** Percent of new runs. */
    static final List<Integer> STEPS = List.of(5, 25, 50, 100);

    /** A step that has had too few runs for so many windows is left as it is. */
    static final int PATIENCE = 6;

    /** What is to be done next. */
    sealed interface Move {}

    record Ramp(int percent) implements Move {}

    /** The build takes all new runs, and the one before it drains. */
    record MakeCurrent(String why) implements Move {}

    record RollBack(List<String> why) implements Move {}

    /** The step is not over. */
    record Wait(String why) implements Move {}

    /** Nothing is decided, and nothing is changed; the same command goes on from here. */
    record Hold(String why) implements Move {}

    record Done(String how) implements Move {}

    /** Somebody else's rollout is in the way. */
    record Blocked(String why) implements Move {}

    /**
     * @param verdict of the gate on the step that the routing has; looked at only while this build ramps
     * @param now by the server's clock, as far as known
     */
    Move next(Routing routing, Gate.Verdict verdict, Instant now) {
        if (routing.isCurrent(build)) {
            return new Done(build + " is the current version");
        }
        Optional<String> other = routing.ramping().filter(ramping -> !ramping.equals(build));
        if (other.isPresent()) {
            return new Blocked(other.get() + " is being rolled out at " + percent(routing.percent())
                    + "; end that first: ratchet rollout " + other.get() + ", or with --abort");
        }
        if (routing.current().isEmpty()) {
            return new MakeCurrent("no version is current, so there is none to hold it against");
        }
        if (!routing.ramps(build) || routing.percent() <= 0) {
            return new Ramp(STEPS.get(0));
        }
        return judged(routing, verdict, now);
    }

    private Move judged(Routing routing, Gate.Verdict verdict, Instant now) {
        if (verdict instanceof Gate.Failed failed) {
            return new RollBack(failed.why());
        }
        Instant over = routing.since().plus(window);
        if (now.isBefore(over)) {
            return new Wait(
                    "the window is open for " + Duration.between(now, over).toSeconds() + " s more");
        }
        if (verdict instanceof Gate.Few few) {
            Instant waits = asked.isAfter(routing.since()) ? asked : routing.since();
            return now.isBefore(waits.plus(window.multipliedBy(PATIENCE)))
                    ? new Wait(few.why())
                    : new Hold(
                            few.why() + ", after " + PATIENCE + " windows; it stays at " + percent(routing.percent()));
        }
        return STEPS.stream()
                .filter(step -> step > routing.percent())
                .findFirst()
                .map(step -> (Move) new Ramp(step))
                .orElseGet(() -> new MakeCurrent("it passed every step"));
    }

    static String percent(double percent) {
        return percent == Math.rint(percent) ? (long) percent + " %" : percent + " %";
    }
}
