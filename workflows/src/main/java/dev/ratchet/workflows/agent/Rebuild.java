package dev.ratchet.workflows.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A run's state from its record alone: the reducer folded over what was recorded. Nothing is asked and nothing happens.
 *
 * @param state what the fold came to, or how far it came
 * @param steps how many were folded
 * @param problem why the record is not what the run left; absent when the state's bytes have the digest on record
 */
public record Rebuild<S>(S state, int steps, @Nullable Problem problem) {

    /**
     * What is wrong with a record.
     *
     * @param step number of the step where it shows; 0 when it shows in no single one
     * @param code frozen
     * @param why one sentence for a person
     */
    public record Problem(int step, String code, String why) {
        /** A number is missing. */
        public static final String STEP_MISSING = "STEP_MISSING";
        /** A step does not follow the one before it. */
        public static final String STEP_OUT_OF_ORDER = "STEP_OUT_OF_ORDER";
        /** The bytes of a proposal or a result do not have the digest that the step has. */
        public static final String BODY_ALTERED = "BODY_ALTERED";
        /** The bytes of a result are not one of the agent's observations. */
        public static final String BODY_UNREADABLE = "BODY_UNREADABLE";
        /** All steps fit, and lead to another state. */
        public static final String OTHER_STATE = "OTHER_STATE";
    }

    /** Whether the record gives the state that the run ended or waits with, byte for byte. */
    public boolean equal() {
        return problem == null;
    }

    /**
     * @param start the state that the run began with, as {@link CanonicalJson}
     * @param steps in the order in which they are on record
     * @param recorded digest of the state on record
     */
    public static <S, O extends Observation> Rebuild<S> of(
            Agent<S, ?, O> agent, String start, List<StepRecord> steps, Digest recorded) {
        S state = CanonicalJson.read(start, agent.states());
        int folded = 0;
        for (StepRecord record : steps) {
            Optional<Problem> problem = misplaced(agent, state, record, folded, steps);
            if (problem.isEmpty()) {
                problem = altered(record);
            }
            if (problem.isPresent()) {
                return new Rebuild<>(state, folded, problem.get());
            }
            try {
                state = after(agent, state, record);
            } catch (RuntimeException e) {
                return new Rebuild<>(
                        state,
                        folded,
                        new Problem(
                                record.step().number(),
                                Problem.BODY_UNREADABLE,
                                "step " + record.step().number() + " holds nothing that agent '" + agent.name()
                                        + "' can observe"));
            }
            folded++;
        }
        Digest rebuilt = CanonicalJson.digest(state);
        return new Rebuild<>(
                state,
                folded,
                rebuilt.equals(recorded)
                        ? null
                        : new Problem(
                                0,
                                Problem.OTHER_STATE,
                                "the steps lead to the state " + rebuilt.brief() + ", on record is "
                                        + recorded.brief()));
    }

    private static <S> Optional<Problem> misplaced(
            Agent<S, ?, ?> agent, S state, StepRecord record, int folded, List<StepRecord> all) {
        Step step = record.step();
        int expected = folded + 1;
        if (step.number() != expected) {
            TreeSet<Integer> numbers = new TreeSet<>();
            all.forEach(each -> numbers.add(each.step().number()));
            return Optional.of(
                    numbers.contains(expected)
                            ? new Problem(
                                    step.number(),
                                    Problem.STEP_OUT_OF_ORDER,
                                    "step " + step.number() + " stands where step " + expected + " belongs")
                            : new Problem(expected, Problem.STEP_MISSING, "step " + expected + " is not on record"));
        }
        String phase = agent.phase(state);
        return phase.equals(step.phase())
                ? Optional.empty()
                : Optional.of(new Problem(
                        step.number(),
                        Problem.STEP_OUT_OF_ORDER,
                        "step " + step.number() + " was taken in phase " + step.phase()
                                + ", the steps before it lead to " + phase));
    }

    private static Optional<Problem> altered(StepRecord record) {
        Step step = record.step();
        boolean proposal = record.proposal() == null
                ? step.proposed() == null
                : Digest.of(record.proposal()).equals(step.proposed());
        boolean result = Digest.of(record.result()).equals(step.observed());
        return proposal && result
                ? Optional.empty()
                : Optional.of(new Problem(
                        step.number(),
                        Problem.BODY_ALTERED,
                        "the " + (proposal ? "observation" : "proposal") + " of step " + step.number()
                                + " is not the one whose digest is on record"));
    }

    private static <S, O extends Observation> S after(Agent<S, ?, O> agent, S state, StepRecord record) {
        if (!record.step().accepted()) {
            return Reduction.of(agent, state, CanonicalJson.read(record.result(), TurnFailure.class));
        }
        return Reduction.of(agent, state, observation(agent, record));
    }

    private static <O extends Observation> Observation observation(Agent<?, ?, O> agent, StepRecord record) {
        JsonNode name = CanonicalJson.read(record.result(), JsonNode.class).path(Observation.NAME);
        return RunObservation.WIRE_NAMES.contains(name.asText())
                ? CanonicalJson.read(record.result(), RunObservation.class)
                : CanonicalJson.read(record.result(), agent.observations());
    }
}
