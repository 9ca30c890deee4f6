package dev.ratchet.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.temporal.Converters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every agent must pass. Extend it beside a new agent and give it one state per phase, one sample of every action
 * with arguments that are valid in some state, and one of every observation.
 */
public abstract class AgentContract<S, A extends Action, O extends Observation, R> {

    protected abstract Agent<S, A, O, R> agent();

    protected abstract S initial();

    /** At least one state for every phase; the allowed-table is walked over these. */
    protected abstract List<S> states();

    /** Every phase by name. */
    protected abstract List<String> phases();

    /** A well-formed proposal of each kind for a state in which it is legal. */
    protected abstract Proposal proposal(S state, ActionKind kind);

    /** Every observation variant at least once. */
    protected abstract List<O> observations();

    /** Whether the facts that {@code kind} needs are known; asked for irreversible kinds only. */
    protected abstract boolean requiredFacts(S state, ActionKind kind);

    /** Values of every sealed type that crosses the wire: actions, observations that are carried, outcomes, the state. */
    protected abstract List<Object> wireValues();

    @Test
    void everyPhaseIsSampledAndHasALegalActionOrIsFinal() {
        TreeSet<String> seen = new TreeSet<>();
        for (S state : states()) {
            seen.add(agent().phase(state));
            boolean stops = agent().decide(state, plenty()) instanceof Decision.Stop<R>;
            assertThat(agent().legal(state).isEmpty())
                    .as("phase %s is final exactly when nothing is legal", agent().phase(state))
                    .isEqualTo(stops);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(phases());
    }

    @Test
    void noActionKindIsDead() {
        for (ActionKind kind : agent().vocabulary()) {
            assertThat(states().stream().anyMatch(state -> agent().legal(state).contains(kind)))
                    .as("%s is legal somewhere", kind.wire())
                    .isTrue();
        }
    }

    @Test
    void theGateAcceptsWhatTheTableAllowsAndRejectsTheRestInEveryPhase() {
        Gate<S, A> gate = new Gate<>(agent());
        for (S state : states()) {
            for (ActionKind kind : agent().vocabulary()) {
                Verdict<A> verdict = gate.judge(state, proposal(state, kind));
                if (agent().legal(state).contains(kind)) {
                    assertThat(verdict)
                            .as("%s in %s", kind.wire(), agent().phase(state))
                            .isInstanceOf(Verdict.Accepted.class);
                } else {
                    assertThat(code(verdict))
                            .as("%s in %s", kind.wire(), agent().phase(state))
                            .isEqualTo(Rejection.NOT_LEGAL_NOW);
                    assertThat(agent().barred(state, kind)).isNotBlank();
                }
            }
        }
    }

    @Test
    void unknownNamesAndExtraMissingOrMalformedArgumentsAreRejectedWithACode() {
        Gate<S, A> gate = new Gate<>(agent());
        for (S state : states()) {
            assertThat(code(gate.judge(state, new Proposal("transfer_all_money", "{}"))))
                    .isEqualTo(Rejection.UNKNOWN_ACTION);
            for (ActionKind kind : agent().legal(state)) {
                String good = proposal(state, kind).arguments();
                String extra = good.equals("{}") ? "{\"extra\":1}" : "{\"extra\":1," + good.substring(1);
                assertThat(code(gate.judge(state, new Proposal(kind.wire(), extra))))
                        .isEqualTo(Rejection.UNKNOWN_ARGUMENT);
                for (String broken : List.of("", "null", "[]", "\"x\"", "{", good + "{}", good + " x")) {
                    assertThat(code(gate.judge(state, new Proposal(kind.wire(), broken))))
                            .as("%s with %s", kind.wire(), broken)
                            .isEqualTo(Rejection.MALFORMED_ARGUMENTS);
                }
                if (kind.type().getRecordComponents().length > 0) {
                    assertThat(code(gate.judge(state, new Proposal(kind.wire(), "{}"))))
                            .isEqualTo(Rejection.MISSING_ARGUMENT);
                }
            }
        }
    }

    @Test
    void reduceIsPureAndTotal() {
        for (S state : states()) {
            for (O observation : observations()) {
                String before = state.toString();
                S once = agent().reduce(state, observation);
                S twice = agent().reduce(state, observation);
                assertThat(once).isEqualTo(twice);
                assertThat(state.toString()).isEqualTo(before);
                assertThat(phases()).contains(agent().phase(once));
            }
            for (Setback setback : List.of(
                    new Setback.ProposalRejected("X", 1),
                    new Setback.ProposalRejected("X", 100),
                    new Setback.PlannerUnavailable("X", "out"))) {
                assertThat(agent().reduce(state, setback)).isEqualTo(agent().reduce(state, setback));
            }
        }
    }

    @Test
    void irreversibleActionsAreUnreachableBeforeTheirFacts() {
        Random random = new Random(20261121);
        List<O> observations = observations();
        for (int walk = 0; walk < 400; walk++) {
            S state = initial();
            for (int turn = 0; turn < 12; turn++) {
                for (ActionKind kind : agent().legal(state)) {
                    if (kind.effect() == Effect.IRREVERSIBLE) {
                        assertThat(requiredFacts(state, kind))
                                .as("%s is legal in %s", kind.wire(), state)
                                .isTrue();
                    }
                }
                state = agent().reduce(state, observations.get(random.nextInt(observations.size())));
            }
        }
    }

    @Test
    void aPlannerThatProposesNonsenseForEverIsStoppedWithinBudget() {
        AtomicInteger asked = new AtomicInteger();
        Planner<S> nonsense = new RulePlanner<>("nonsense", state -> {
            asked.incrementAndGet();
            return new Proposal("nonsense", "{}");
        });
        Budget.Amounts small = new Budget.Amounts(50, 50, 1000, 1000, 1000);
        AtomicInteger acted = new AtomicInteger();
        var loop = new AgentLoop<S, A, O, R>(agent(), nonsense, () -> 0);
        var result = loop.run(
                Progress.start(initial(), small, 0),
                (state, accepted) -> {
                    acted.incrementAndGet();
                    throw new AssertionError("nonsense was acted on");
                },
                progress -> {},
                progress -> false);
        assertThat(result).isInstanceOf(AgentLoop.Ended.class);
        assertThat(asked.get()).isBetween(1, 50);
        assertThat(acted).hasValue(0);
    }

    @Test
    void everythingOnTheWireSurvivesBothWays() throws Exception {
        ObjectMapper json = Converters.json();
        for (Object value : wireValues()) {
            String text = json.writeValueAsString(value);
            Object back = json.readValue(text, value.getClass());
            assertThat(back).as(text).isEqualTo(value);
            String newer = text.equals("{}") ? "{\"fromTheFuture\":1}" : "{\"fromTheFuture\":1," + text.substring(1);
            if (text.startsWith("{")) {
                assertThatCode(() -> json.readValue(newer, value.getClass()))
                        .as("an older worker reads %s", newer)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void wireNamesAreFrozen() {
        List<String> names = new ArrayList<>();
        agent().vocabulary().forEach(kind -> names.add(kind.wire() + " " + kind.effect()));
        assertThat(names).containsExactlyElementsOf(frozenVocabulary());
    }

    /** {@code wire EFFECT} of every word, written out; changing one breaks histories. */
    protected abstract List<String> frozenVocabulary();

    protected static Budget plenty() {
        return Budget.of(new Budget.Amounts(1_000, 1_000, 1_000_000, 1_000_000, Long.MAX_VALUE / 2));
    }

    private static <A extends Action> String code(Verdict<A> verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
        return ((Verdict.Rejected<A>) verdict).rejection().code();
    }
}
