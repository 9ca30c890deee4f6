package dev.ratchet.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.workflows.agent.gate.Gate;
import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.agent.gate.Verdict;
import dev.ratchet.workflows.agent.planner.Planner;
import dev.ratchet.workflows.agent.planner.RulePlanner;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Statements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every agent must pass. Extend it beside a new agent; what it asks for is one state for each phase, one proposal for
 * each action, and one of each observation.
 */
public abstract class AgentContract<S, A extends Action, O extends Observation> {
    private static final int PLAYS = 600;

    protected abstract Agent<S, A, O> agent();

    /** The state that a run begins with. */
    protected abstract S initial();

    /** At least one state for every phase; the allowed-table is walked over these. */
    protected abstract List<S> states();

    /** Every phase by name. */
    protected abstract List<String> phases();

    /** A well-formed proposal of this kind; valid where the kind is legal in this state. */
    protected abstract Proposal proposal(S state, ActionKind kind);

    /** Every observation of the agent's own at least once, such that some order of them leads to every phase. */
    protected abstract List<O> observations();

    /** Whether the facts that {@code kind} needs are known; asked for irreversible kinds only. */
    protected abstract boolean requiredFacts(S state, ActionKind kind);

    /** {@code wire EFFECT} of every action, written out; changing one breaks records and histories. */
    protected abstract List<String> frozenVocabulary();

    /** Wire name of every observation of the agent's own, written out; changing one breaks records and histories. */
    protected abstract List<String> frozenObservations();

    /** The agent's words for an outcome that is done, written out. */
    protected abstract List<String> frozenWords();

    @Test
    void everyPhaseIsSampledAndHasALegalActionOrIsFinal() {
        TreeSet<String> seen = new TreeSet<>();
        for (S state : states()) {
            seen.add(agent().phase(state));
            boolean stops = agent().decide(state, plenty()) instanceof Decision.Stop;
            assertThat(agent().legal(state).isEmpty())
                    .as("phase %s is final exactly when nothing is legal", agent().phase(state))
                    .isEqualTo(stops);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(phases());
    }

    @Test
    void noActionKindIsDead() {
        for (ActionKind kind : agent().vocabulary()) {
            assertThat(states().stream()
                            .anyMatch(state -> agent().legal(state).contains(kind)
                                    || agent().personMay(state).contains(kind)))
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
                    assertThat(agent().whyNotAllowed(state, kind)).isNotBlank();
                }
            }
        }
    }

    @Test
    void aPersonProposesThroughTheSameGateWhatTheyMayAndNothingElse() {
        Gate<S, A> gate = new Gate<>(agent());
        for (S state : states()) {
            for (ActionKind kind : agent().vocabulary()) {
                Proposal proposal = proposal(state, kind);
                S pending = agent().proposed(state, Statements.proposal("petra", proposal));
                if (agent().pending(pending).isEmpty()) {
                    assertThat(pending).as("no proposal is taken in").isEqualTo(state);
                    assertThat(asksPerson(state) && !agent().personMay(state).isEmpty())
                            .isFalse();
                    continue;
                }
                String as = kind.wire() + " by a person in " + agent().phase(state);
                Verdict<A> verdict = gate.judge(pending, proposal);
                if (agent().personMay(state).contains(kind)) {
                    assertThat(verdict).as(as).isInstanceOf(Verdict.Accepted.class);
                    assertThat(kind.effect()).as(as).isEqualTo(Effect.READ);
                } else {
                    assertThat(code(verdict)).as(as).isEqualTo(Rejection.NOT_LEGAL_NOW);
                }
            }
        }
    }

    @Test
    void aRejectedPersonIsToldWhyAndTheRunWaitsAgainWhateverItWasBefore() {
        for (S state : states()) {
            S pending = agent().proposed(state, Statements.proposal("petra", new Proposal("nonsense", "{}")));
            if (agent().pending(pending).isEmpty()) {
                continue;
            }
            for (int time = 0; time < 20; time++) {
                S told = agent().reduce(pending, new TurnFailure.PersonRejected("UNKNOWN_ACTION", "no such", "petra"));
                assertThat(agent().pending(told)).isEmpty();
                assertThat(agent().decide(told, plenty())).isNotInstanceOf(Decision.Stop.class);
                assertThat(asksPerson(told)).isTrue();
                assertThat(agent().view().ask(told).reasons().toString()).contains("no such", "petra");
                pending = agent().proposed(told, Statements.proposal("petra", new Proposal("nonsense", "{}")));
            }
        }
    }

    @Test
    void theRulePlannerProposesSomethingLegalWhereverNoModelIsAsked() {
        Gate<S, A> gate = new Gate<>(agent());
        for (S state : states()) {
            if (!agent().legal(state).isEmpty() && agent().question(state).isEmpty()) {
                assertThat(gate.judge(state, agent().rule(state)))
                        .as("by rule in %s", agent().phase(state))
                        .isInstanceOf(Verdict.Accepted.class);
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
            for (Observation observation : everyObservation(state)) {
                String before = state.toString();
                S once = Reduction.of(agent(), state, observation);
                assertThat(Reduction.of(agent(), state, observation)).isEqualTo(once);
                assertThat(state.toString()).isEqualTo(before);
                assertThat(phases()).contains(agent().phase(once));
            }
            for (TurnFailure failure : failures()) {
                assertThat(agent().reduce(state, failure)).isEqualTo(agent().reduce(state, failure));
            }
        }
    }

    @Test
    void whoIsDeniedExpiresOrLosesItsToolsHasEnded() {
        for (S state : states()) {
            for (Observation end : List.of(
                    new RunObservation.Denied(Statements.denial("petra", "no")),
                    new RunObservation.Expired(),
                    new RunObservation.ToolFailed("CODE", "it is away"))) {
                S after = Reduction.of(agent(), state, end);
                assertThat(agent().decide(after, plenty()))
                        .as("%s in %s", end.wire(), agent().phase(state))
                        .isInstanceOf(Decision.Stop.class);
            }
        }
    }

    @Test
    void peopleCanBeShownEveryStateAndAreToldWhyTheyAreAsked() {
        for (S state : states()) {
            AgentView<S> view = agent().view();
            assertThatCode(() -> {
                        view.subject(state);
                        view.facts(state);
                        view.amount(state);
                        view.findings(state);
                        view.route(state);
                        view.policy(state);
                        view.bundle(state);
                    })
                    .as("shown in %s", agent().phase(state))
                    .doesNotThrowAnyException();
            if (!asksPerson(state)) {
                continue;
            }
            assertThat(view.ask(state).reasons()).isNotEmpty();
            assertThat(view.ask(state).role()).isNotBlank();
        }
    }

    private boolean asksPerson(S state) {
        return agent().legal(state).stream().anyMatch(this::asksPerson);
    }

    /** What is reversible asks a person, unless the agent says otherwise of its own. */
    protected boolean asksPerson(ActionKind kind) {
        return kind.effect() == Effect.REVERSIBLE;
    }

    /** Plays runs whose planner and tools say whatever can be said, legal or not. */
    @Test
    void anIrreversibleActionIsReachedAndNeverBeforeItsFactsAndEveryRunRebuildsFromItsRecord() {
        Random random = new Random(20261121);
        TreeMap<String, Integer> accepted = new TreeMap<>();
        TreeSet<String> words = new TreeSet<>();
        for (int play = 0; play < PLAYS; play++) {
            AgentLoop.Result<S> result = play(random, accepted);
            Progress<S> progress = result.progress();
            assertThat(progress.records()).hasSize(progress.steps());
            Rebuild<S> rebuild = Rebuild.of(
                    agent(), CanonicalJson.of(initial()), progress.records(), CanonicalJson.digest(progress.state()));
            assertThat(rebuild.problem()).as("play %s", play).isNull();
            assertThat(rebuild.state()).isEqualTo(progress.state());
            if (result instanceof AgentLoop.Ended<S> ended && ended.outcome() instanceof Outcome.Done done) {
                words.add(done.word());
            }
        }
        for (ActionKind kind : agent().vocabulary()) {
            if (kind.effect() == Effect.IRREVERSIBLE) {
                assertThat(accepted).as("%s is reached", kind.wire()).containsKey(kind.wire());
            }
        }
        assertThat(words).containsExactlyInAnyOrderElementsOf(frozenWords());
    }

    private AgentLoop.Result<S> play(Random random, TreeMap<String, Integer> accepted) {
        Planner<S> anything = new RulePlanner<>("anything", state -> {
            List<? extends ActionKind> kinds = random.nextInt(8) == 0 ? agent().vocabulary() : open(state);
            return proposal(state, kinds.get(random.nextInt(kinds.size())));
        });
        Tools<S, A> tools = (state, verdict) -> {
            ActionKind kind = verdict.action().kind();
            if (kind.effect() == Effect.IRREVERSIBLE) {
                assertThat(requiredFacts(state, kind))
                        .as("%s was accepted in %s", kind.wire(), state)
                        .isTrue();
            }
            accepted.merge(kind.wire(), 1, Integer::sum);
            List<Observation> all = everyObservation(state);
            return all.get(random.nextInt(all.size()));
        };
        return new AgentLoop<>(agent(), anything, () -> 0)
                .run(
                        Progress.start(initial(), agent().budget(), 0),
                        tools,
                        now -> {},
                        now -> now.steps() >= Progress.KEPT);
    }

    private List<? extends ActionKind> open(S state) {
        List<? extends ActionKind> open = agent().open(state);
        return open.isEmpty() ? agent().vocabulary() : open;
    }

    /** The agent's own three times as likely as what can be observed in every run. */
    private List<Observation> everyObservation(S state) {
        List<Observation> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.addAll(observations());
        }
        all.add(new RunObservation.RecheckAsked(Statements.recheck("petra")));
        all.add(new RunObservation.Denied(Statements.denial("petra", "no")));
        all.add(new RunObservation.Expired());
        all.add(new RunObservation.Proposed(Statements.proposal("petra", new Proposal("nonsense", "{}"))));
        agent().personMay(state)
                .forEach(kind ->
                        all.add(new RunObservation.Proposed(Statements.proposal("petra", proposal(state, kind)))));
        all.add(new RunObservation.ToolFailed("CODE", "it is away"));
        all.add(new RunObservation.Consented(approval(Digest.of("another intent"), "clerk")));
        if (asksPerson(state)) {
            Ask ask = agent().view().ask(state);
            if (ask.intent() != null) {
                all.add(new RunObservation.Consented(approval(ask.intent(), ask.role())));
                all.add(new RunObservation.Consented(approval(ask.intent(), ask.role())));
            }
        }
        return all;
    }

    private static Approval approval(Digest intent, String role) {
        Instant now = Instant.parse("2026-11-21T10:00:00Z");
        return new Approval(
                TenantId.DEFAULT, "a-1", "run", intent, "petra", role, "sam", now, now.plusSeconds(60), "k1", "c2ln");
    }

    private static List<TurnFailure> failures() {
        return List.of(
                new TurnFailure.ProposalRejected("X", 1),
                new TurnFailure.ProposalRejected("X", 100),
                new TurnFailure.PersonRejected("X", "no", "petra"),
                new TurnFailure.PlannerUnavailable("X", "out"));
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
        var result = new AgentLoop<>(agent(), nonsense, () -> 0)
                .run(
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
        ObjectMapper json = CanonicalJson.mapper();
        List<Object> values = new ArrayList<>(states());
        states().forEach(state -> values.addAll(everyObservation(state)));
        values.addAll(failures());
        values.addAll(outcomes());
        for (Object value : values) {
            String text = json.writeValueAsString(value);
            assertThat((Object) json.readValue(text, value.getClass())).as(text).isEqualTo(value);
            String newer = text.equals("{}") ? "{\"fromTheFuture\":1}" : "{\"fromTheFuture\":1," + text.substring(1);
            assertThatCode(() -> json.readValue(newer, value.getClass()))
                    .as("an older worker reads %s", newer)
                    .doesNotThrowAnyException();
        }
    }

    private static List<Outcome> outcomes() {
        return List.of(
                new Outcome.Done("WORD", new Receipt("entry", "1"), "CODE", "done"),
                new Outcome.Done("WORD", null, "CODE", "answered"),
                new Outcome.Duplicate(null, "CODE", "before"),
                new Outcome.Refused("CODE", "no"),
                new Outcome.Failed("CODE", "broken"));
    }

    @Test
    void wireNamesAreFrozen() {
        assertThat(agent().vocabulary())
                .extracting(kind -> kind.wire() + " " + kind.effect())
                .containsExactlyElementsOf(frozenVocabulary());
        assertThat(wireNames(agent().observations())).containsExactlyElementsOf(frozenObservations());
        assertThat(frozenObservations()).doesNotContainAnyElementsOf(RunObservation.WIRE_NAMES);
        assertThat(observations())
                .extracting(Observation::wire)
                .as("every observation is sampled")
                .containsAll(frozenObservations());
        assertThat(wireNames(RunObservation.class))
                .containsExactly("consented", "denied", "expired", "proposed", "recheck_asked", "tool_failed")
                .isEqualTo(RunObservation.WIRE_NAMES);
        assertThat(wireNames(Outcome.class)).containsExactly("done", "duplicate", "refused", "failed");
        assertThat(wireNames(TurnFailure.class))
                .containsExactly("proposal_rejected", "person_rejected", "planner_unavailable");
    }

    private static List<String> wireNames(Class<?> sealed) {
        return Stream.of(sealed.getAnnotation(JsonSubTypes.class).value())
                .map(each -> each.value().getAnnotation(JsonTypeName.class).value())
                .toList();
    }

    protected static Budget plenty() {
        return Budget.of(new Budget.Amounts(1_000, 1_000, 1_000_000, 1_000_000, Long.MAX_VALUE / 2));
    }

    private static <A extends Action> String code(Verdict<A> verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
        return ((Verdict.Rejected<A>) verdict).rejection().code();
    }
}
