package dev.ratchet.workflows.invoice;

import dev.ratchet.activities.policy.RulebookFile;
import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.Gate;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.agent.Router;
import dev.ratchet.workflows.agent.RulePlanner;
import dev.ratchet.workflows.agent.Ruling;
import dev.ratchet.workflows.agent.Verdict;
import dev.ratchet.workflows.contract.BooksFacts;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.LedgerActivities;
import dev.ratchet.workflows.contract.PolicyActivities;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Rulebook;
import dev.ratchet.workflows.contract.Step;
import dev.ratchet.workflows.contract.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The invoice agent's DIRECT run with tools that answer at once, and its parts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KernelJmh {
    private static final int TURNS = 3;

    private final Router router = InvoiceAgent.router();
    private final InvoiceAgent agent = new InvoiceAgent(router);
    private final AgentLoop<InvoiceState, InvoiceAction, InvoiceObservation, Outcome> loop = new AgentLoop<>(
            agent, new RulePlanner<>("rules", InvoiceAgent::rule), System::currentTimeMillis);
    private final Gate<InvoiceState, InvoiceAction> judge = new Gate<>(agent);
    private final Rulebook rules = RulebookFile.shipped(InvoiceAgent::check);
    private final DocumentRef document = new DocumentRef(TenantId.DEFAULT, Digest.of("a document"), 5_000);
    private final InvoiceObservation read = new InvoiceObservation.DocumentRead(
            new DocumentReading.Structured(facts(), Digest.of("an invoice"), List.of()));
    private final InvoiceObservation consulted =
            new InvoiceObservation.BooksConsulted(new PolicyActivities.Consultation(rules, books(), "bench"));
    private final InvoiceObservation posted =
            new InvoiceObservation.EntryAnswered(new LedgerActivities.Posted(1, Digest.of("a row")));
    private final InvoiceState start = InvoiceState.received(document, "anna");
    private final InvoiceState cleared = agent.reduce(agent.reduce(start, read), consulted);
    private final Proposal post = InvoiceAgent.rule(cleared);
    private final SortedMap<String, Object> policyFacts = InvoiceAgent.policyFacts(cleared);
    private final SortedMap<String, Object> routeFacts = new TreeMap<>(
            java.util.Map.of("reading", "structured", "source", "UBL", "problems", 0L, "authority", "POST"));

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public Outcome turn() {
        var result = loop.run(
                Progress.start(start, InvoiceAgent.BUDGET, System.currentTimeMillis()),
                (state, accepted) -> answer(accepted.action().kind()),
                now -> {},
                now -> false);
        Outcome outcome = ((AgentLoop.Ended<InvoiceState, Outcome>) result).outcome();
        if (result.progress().steps() != TURNS || !(outcome instanceof Outcome.Posted)) {
            throw new IllegalStateException("a DIRECT run has " + TURNS + " turns and ends as posted: " + outcome);
        }
        return outcome;
    }

    private InvoiceObservation answer(InvoiceAction.Kind kind) {
        return switch (kind) {
            case READ_DOCUMENT -> read;
            case CONSULT_BOOKS -> consulted;
            case POST_ENTRY -> posted;
            case RECORD_FIELDS, ASK_PERSON, REQUEST_APPROVAL -> throw new IllegalStateException("not DIRECT: " + kind);
        };
    }

    @Benchmark
    public Verdict<InvoiceAction> gate() {
        return judge.judge(cleared, post);
    }

    @Benchmark
    public Ruling router() {
        router.policy(rules, policyFacts);
        return router.route(rules, routeFacts);
    }

    @Benchmark
    public Digest canonicalHash() {
        return InvoiceEntry.intent(cleared).orElseThrow();
    }

    /** As the loop makes one for each turn, here for the observation that holds the most. */
    @Benchmark
    public Step auditStep() {
        return new Step(
                2,
                System.currentTimeMillis(),
                agent.phase(cleared),
                "rules",
                post.name(),
                Digest.of(post.arguments()),
                Step.ACCEPTED,
                consulted.wire(),
                Digest.of(consulted.toString()),
                0,
                0);
    }

    private static InvoiceFacts facts() {
        return new InvoiceFacts(
                InvoiceFacts.Kind.INVOICE,
                InvoiceFacts.Source.UBL,
                "S-0000001",
                LocalDate.of(2026, 1, 2),
                "Kerzendorf Papierwaren GmbH",
                List.of("DE811907342"),
                "EUR",
                10_000,
                1_900,
                11_900,
                0,
                0,
                11_900,
                null,
                null,
                null,
                0,
                2,
                List.of());
    }

    private static BooksFacts books() {
        return new BooksFacts(
                BooksFacts.Supplier.KNOWN,
                "KERZENDORF",
                BooksFacts.Account.SAME,
                null,
                BooksFacts.Order.NOT_REQUIRED,
                null,
                BooksFacts.Duplicate.NONE,
                null,
                BooksFacts.Correction.NOT_A_CORRECTION,
                100_000);
    }
}
