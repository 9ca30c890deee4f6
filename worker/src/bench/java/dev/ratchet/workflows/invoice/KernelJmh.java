package dev.ratchet.workflows.invoice;

import dev.ratchet.activities.policy.RulebookFile;
import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.Gate;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.agent.Router;
import dev.ratchet.workflows.agent.RulePlanner;
import dev.ratchet.workflows.agent.Ruling;
import dev.ratchet.workflows.agent.Verdict;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.LedgerActivities;
import dev.ratchet.workflows.contract.PolicyActivities;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Rulebook;
import dev.ratchet.workflows.contract.Step;
import dev.ratchet.workflows.contract.TenantId;
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

/**
 * The invoice agent's DIRECT run with tools that answer at once, and its parts. Documents in a row differ in their
 * amounts, because rules remember what they were asked last.
 */
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
    private final List<InvoiceObservation> reads = List.of(read(10_000), read(20_000));
    private final InvoiceObservation consulted =
            new InvoiceObservation.BooksConsulted(new PolicyActivities.Consultation(rules, Rehearsal.books(), "bench"));
    private final InvoiceObservation posted =
            new InvoiceObservation.EntryAnswered(new LedgerActivities.Posted(1, Digest.of("a row")));
    private final InvoiceState start = InvoiceState.received(document, "anna");
    private final InvoiceState cleared = cleared(reads.get(0));
    private final Proposal post = InvoiceAgent.rule(cleared);
    private final List<SortedMap<String, Object>> policyFacts = reads.stream()
            .map(read -> InvoiceAgent.policyFacts(cleared(read)))
            .toList();
    private final SortedMap<String, Object> routeFacts = new TreeMap<>(
            java.util.Map.of("reading", "structured", "source", "UBL", "problems", 0L, "authority", "POST"));
    private int count;

    private static InvoiceObservation read(long net) {
        return new InvoiceObservation.DocumentRead(
                new DocumentReading.Structured(Rehearsal.invoice(net), Digest.of("an invoice"), List.of()));
    }

    private InvoiceState cleared(InvoiceObservation read) {
        return agent.reduce(agent.reduce(start, read), consulted);
    }

    private <T> T next(List<T> two) {
        return two.get(count++ & 1);
    }

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public Outcome turn() {
        InvoiceObservation read = next(reads);
        var result = loop.run(
                Progress.start(start, InvoiceAgent.BUDGET, System.currentTimeMillis()),
                (state, accepted) -> answer(accepted.action().kind(), read),
                now -> {},
                now -> false);
        Outcome outcome = ((AgentLoop.Ended<InvoiceState, Outcome>) result).outcome();
        if (result.progress().steps() != TURNS || !(outcome instanceof Outcome.Posted)) {
            throw new IllegalStateException("a DIRECT run has " + TURNS + " turns and ends as posted: " + outcome);
        }
        return outcome;
    }

    private InvoiceObservation answer(InvoiceAction.Kind kind, InvoiceObservation read) {
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
        router.policy(rules, next(policyFacts));
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
}
