package dev.ratchet.bench;

import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.activities.attestation.PermissionAttestation;
import dev.ratchet.activities.attestation.AttestationKeys;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.Ask;
import dev.ratchet.workflows.agent.AgentView;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.Budget;
import dev.ratchet.workflows.agent.Decision;
import dev.ratchet.workflows.agent.Effect;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.agent.TurnFailure;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The smallest agent that takes a given number of steps which do nothing but return, and then, if it is to, posts one
 * entry: what is left is orchestration.
 */
final class Toy implements Agent<Toy.State, Toy.Act, Toy.Saw> {
    static final String SUPPLIER = "BENCH";

    static final String MASTER_DATA = """
            suppliers:
              - {id: BENCH, name: Bench, autoPostUpTo: {EUR: 1000.00}}
            """;

    /** Of all processes of a benchmark, so that the toys' permissions can be made where they are needed. */
    static final String ATTESTATION_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";

    private static final PermissionAttestation WORKERS =
            new PermissionAttestation(AttestationKeys.load(ATTESTATION_KEY));

    /** Steps of the comparison with DBOS. */
    static final int FIVE = 5;

    private static final int DAYS = 300;

    private final int steps;
    private final boolean posts;

    Toy(int steps, boolean posts) {
        this.steps = steps;
        this.posts = posts;
    }

    enum Phase {
        STEPPING,
        POSTING,
        ENDED
    }

    /** @param item number of the entry to post */
    record State(int item, int done, Phase phase, @Nullable Long entry) {
        static State of(int item) {
            return new State(item, 0, Phase.STEPPING, null);
        }
    }

    enum Kind implements ActionKind {
        STEP("step", Effect.REVERSIBLE, Step.class),
        POST("post", Effect.IRREVERSIBLE, Post.class);

        private final Word word;

        Kind(String wire, Effect effect, Class<? extends Act> type) {
            this.word = new Word(wire, effect, type, wire);
        }

        @Override
        public Word word() {
            return word;
        }
    }

    sealed interface Act extends Action {
        @Override
        Kind kind();
    }

    record Step() implements Act {
        @Override
        public Kind kind() {
            return Kind.STEP;
        }
    }

    record Post() implements Act {
        @Override
        public Kind kind() {
            return Kind.POST;
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = Observation.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Returned.class), @JsonSubTypes.Type(Posted.class)})
    sealed interface Saw extends Observation {}

    @JsonTypeName("returned")
    record Returned(int value) implements Saw {}

    @JsonTypeName("posted")
    record Posted(long entry) implements Saw {}

    @Override
    public Proposal rule(State state) {
        return new Proposal((state.phase() == Phase.POSTING ? Kind.POST : Kind.STEP).wire(), "{}");
    }

    @Override
    public Budget.Amounts budget() {
        return new Budget.Amounts(1_000_000, 10, 1, 1, Long.MAX_VALUE / 4);
    }

    /** No two are near-duplicates: they differ in date or in amount. */
    static EffectActivities.Request posting(int item, String runId) {
        long net = 5_000L + item / DAYS;
        DocumentRef intake = intake(item);
        Digest rules = Digest.of("toy rules");
        JournalEntry entry = new JournalEntry(
                TenantId.DEFAULT,
                InvoiceFacts.Kind.INVOICE,
                SUPPLIER,
                "B-" + item,
                LocalDate.of(2026, 1, 1).plusDays(item % DAYS),
                "EUR",
                intake.digest(),
                null,
                null,
                List.of(
                        new JournalEntry.Line("expenses:purchases:BENCH", net),
                        new JournalEntry.Line("assets:vat-input", 1_900),
                        new JournalEntry.Line("liabilities:payable:BENCH", -net - 1_900)));
        Intent intent = entry.intent();
        RunRef run = new RunRef(RunRef.workflowId("toy", TenantId.DEFAULT, intake.digest()), runId);
        return new EffectActivities.Request(
                TenantId.DEFAULT,
                run,
                intent,
                new Authorization.PolicyGrant(intent.digest(), "toy", "1", rules),
                WORKERS.attest("toy", intake, run, new Permission(intent.digest(), true, null, "toy", rules, null)));
    }

    /** What the run of an item is started with; somebody must have brought it in. */
    static DocumentRef intake(int item) {
        return new DocumentRef(TenantId.DEFAULT, Digest.of("toy " + item), 10);
    }

    /** @throws IllegalStateException unless it was posted */
    static long number(EffectActivities.Result result) {
        if (result instanceof EffectActivities.Done done) {
            return Long.parseLong(done.receipt().id());
        }
        throw new IllegalStateException("should be posted, but the ledger says " + result);
    }

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public List<Kind> vocabulary() {
        return List.of(Kind.values());
    }

    @Override
    public Class<State> states() {
        return State.class;
    }

    @Override
    public Class<Saw> observations() {
        return Saw.class;
    }

    @Override
    public AgentView<State> view() {
        return new AgentView<>() {
            @Override
            public List<Fact> subject(State state) {
                return List.of(new Fact("item", String.valueOf(state.item())));
            }

            @Override
            public List<Fact> facts(State state) {
                return subject(state);
            }

            @Override
            public Ask ask(State state) {
                throw new IllegalStateException("it asks nobody");
            }
        };
    }

    @Override
    public Class<Act> actions() {
        return Act.class;
    }

    @Override
    public String phase(State state) {
        return state.phase().name();
    }

    @Override
    public List<Kind> legal(State state) {
        return switch (state.phase()) {
            case STEPPING -> List.of(Kind.STEP);
            case POSTING -> List.of(Kind.POST);
            case ENDED -> List.of();
        };
    }

    @Override
    public String whyNotAllowed(State state, ActionKind kind) {
        return "it is not its turn";
    }

    @Override
    public Optional<Rejection> validate(State state, Act action) {
        return Optional.empty();
    }

    @Override
    public State reduce(State state, Saw observation) {
        if (observation instanceof Posted posted) {
            return new State(state.item(), state.done(), Phase.ENDED, posted.entry());
        }
        int done = state.done() + 1;
        Phase after = posts ? Phase.POSTING : Phase.ENDED;
        return new State(state.item(), done, done < steps ? Phase.STEPPING : after, null);
    }

    @Override
    public State reduce(State state, TurnFailure failure) {
        return new State(state.item(), state.done(), Phase.ENDED, null);
    }

    @Override
    public State ended(State state, Outcome outcome) {
        return new State(state.item(), state.done(), Phase.ENDED, null);
    }

    @Override
    public Decision decide(State state, Budget budget) {
        Long entry = state.entry();
        return state.phase() == Phase.ENDED
                ? Decision.stop(new Outcome.Done(
                        "DONE", entry == null ? null : new Receipt("entry", String.valueOf(entry)), "DONE", "done"))
                : Decision.goOn();
    }
}
