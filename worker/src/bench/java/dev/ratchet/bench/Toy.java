package dev.ratchet.bench;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.Budget;
import dev.ratchet.workflows.agent.Decision;
import dev.ratchet.workflows.agent.Effect;
import dev.ratchet.workflows.agent.Intent;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.Rejection;
import dev.ratchet.workflows.agent.RulePlanner;
import dev.ratchet.workflows.agent.Setback;
import dev.ratchet.workflows.contract.Authorization;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.JournalEntry;
import dev.ratchet.workflows.contract.LedgerActivities;
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
final class Toy implements Agent<Toy.State, Toy.Act, Toy.Saw, Long> {
    static final String SUPPLIER = "BENCH";

    static final String MASTER_DATA = """
            suppliers:
              - {id: BENCH, name: Bench, autoPostUpTo: {EUR: 1000.00}}
            """;

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

        private final String wire;
        private final Effect effect;
        private final Class<? extends Act> type;

        Kind(String wire, Effect effect, Class<? extends Act> type) {
            this.wire = wire;
            this.effect = effect;
            this.type = type;
        }

        @Override
        public String wire() {
            return wire;
        }

        @Override
        public Effect effect() {
            return effect;
        }

        @Override
        public Class<? extends Act> type() {
            return type;
        }

        @Override
        public String purpose() {
            return wire;
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

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "saw")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Returned.class, name = "returned"),
        @JsonSubTypes.Type(value = Posted.class, name = "posted")
    })
    sealed interface Saw extends Observation {}

    record Returned(int value) implements Saw {
        @Override
        public String wire() {
            return "returned";
        }
    }

    record Posted(long entry) implements Saw {
        @Override
        public String wire() {
            return "posted";
        }
    }

    static RulePlanner<State> planner() {
        return new RulePlanner<>(
                "rules",
                state -> new Proposal((state.phase() == Phase.POSTING ? Kind.POST : Kind.STEP).wire(), "{}"));
    }

    static Budget.Amounts budget() {
        return new Budget.Amounts(1_000_000, 10, 1, 1, Long.MAX_VALUE / 4);
    }

    /** No two are near-duplicates: they differ in date or in amount. */
    static LedgerActivities.Posting posting(int item, String runId) {
        long net = 5_000 + item / DAYS;
        JournalEntry entry = new JournalEntry(
                TenantId.DEFAULT,
                InvoiceFacts.Kind.INVOICE,
                SUPPLIER,
                "B-" + item,
                LocalDate.of(2026, 1, 1).plusDays(item % DAYS),
                "EUR",
                Digest.of("toy " + item),
                null,
                null,
                List.of(
                        new JournalEntry.Line("expenses:purchases:BENCH", net),
                        new JournalEntry.Line("assets:vat-input", 1_900),
                        new JournalEntry.Line("liabilities:payable:BENCH", -net - 1_900)));
        Digest intent = new Intent(entry.businessKey(), "post_entry", entry.arguments()).digest();
        return new LedgerActivities.Posting(
                new RunRef("toy/" + item, runId),
                entry,
                new Authorization.PolicyGrant(intent, "toy", "1", Digest.of("toy rules")));
    }

    /** @throws IllegalStateException unless it was posted */
    static long number(LedgerActivities.Receipt receipt) {
        if (receipt instanceof LedgerActivities.Posted posted) {
            return posted.entry();
        }
        throw new IllegalStateException("should be posted, but the ledger says " + receipt);
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
    public String barred(State state, ActionKind kind) {
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
    public State reduce(State state, Setback setback) {
        return new State(state.item(), state.done(), Phase.ENDED, null);
    }

    @Override
    public Decision<Long> decide(State state, Budget budget) {
        Long entry = state.entry();
        return state.phase() == Phase.ENDED ? Decision.stop(entry == null ? 0L : entry) : Decision.goOn();
    }

    @Override
    public Long exhausted(State state, Budget.Resource resource) {
        return -1L;
    }
}
