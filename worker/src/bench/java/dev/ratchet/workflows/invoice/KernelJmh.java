package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.activities.policy.RulebookFile;
import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.gate.Gate;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.agent.gate.Verdict;
import dev.ratchet.workflows.agent.planner.RulePlanner;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consultation;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consulted;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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

    private final InvoiceAgent agent = new InvoiceAgent();
    private final AgentLoop<InvoiceState, InvoiceAction, InvoiceObservation> loop =
            new AgentLoop<>(agent, RulePlanner.of(agent), System::currentTimeMillis);
    private final Gate<InvoiceState, InvoiceAction> judge = new Gate<>(agent);
    private final CompiledRules rules =
            RulebookFile.shipped("invoice", InvoiceRules.FACTS).compiled();
    private final DocumentRef document = new DocumentRef(TenantId.DEFAULT, Digest.of("a document"), 5_000);
    private final InvoiceObservation read = new InvoiceObservation.DocumentRead(new Attested<>(
            new DocumentReading.Structured(invoice(10_000), Digest.of("an invoice"), List.of()), "bench"));
    private final InvoiceState start = InvoiceState.received(document);
    private final InvoiceObservation consulted = new InvoiceObservation.BooksConsulted(consultation());
    private final InvoiceObservation posted =
            new InvoiceObservation.EntryAnswered(new EffectActivities.Done(new Receipt("entry", "1")));
    private final InvoiceState cleared = agent.reduce(agent.reduce(start, read), consulted);
    private final Proposal post = agent.rule(cleared);

    private Consultation consultation() {
        CompiledRules.Decided decided = decided();
        return new Consultation(
                new Consulted(
                        books(),
                        decided.route(),
                        decided.policy(),
                        new Attested<>(
                                new Permission(
                                        Digest.of("an intent"), true, null, "bench", rules.book().hash(), null),
                                "bench")),
                Bundle.of("invoice", "bench", Map.of(), Map.of(), rules.book()));
    }

    private CompiledRules.Decided decided() {
        InvoiceState state = agent.reduce(start, read);
        return InvoiceRules.rule(rules, InvoiceRules.query(new RunRef("bench", "bench"), state), books());
    }

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public Outcome turn() {
        var result = loop.run(
                Progress.start(start, agent.budget(), System.currentTimeMillis()),
                (state, accepted) -> answer(accepted.action().kind()),
                now -> {},
                now -> false);
        Outcome outcome = ((AgentLoop.Ended<InvoiceState>) result).outcome();
        if (result.progress().steps() != TURNS || !(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException("a DIRECT run has " + TURNS + " turns and ends as posted: " + outcome);
        }
        return outcome;
    }

    private InvoiceObservation answer(InvoiceAction.Kind kind) {
        return switch (kind) {
            case READ_DOCUMENT -> read;
            case CONSULT_BOOKS -> consulted;
            case POST_ENTRY -> posted;
            case RECORD_FIELDS, CHOOSE_RELATION, ASK_PERSON, LOOK_UP_TERMS, REQUEST_APPROVAL ->
                throw new IllegalStateException("not DIRECT: " + kind);
        };
    }

    @Benchmark
    public Verdict<InvoiceAction> gate() {
        return judge.judge(cleared, post);
    }

    @Benchmark
    public CompiledRules.Decided router() {
        return decided();
    }

    @Benchmark
    public Digest canonicalHash() {
        return InvoiceEntry.of(cleared).orElseThrow().intent().digest();
    }

    /** What the loop keeps of each turn, here for the observation that holds the most. */
    @Benchmark
    public Digest stepBody() {
        return Digest.of(CanonicalJson.of(consulted));
    }

    private static InvoiceFacts invoice(long net) {
        long tax = net * 19 / 100;
        return new InvoiceFacts(InvoiceFacts.Kind.INVOICE, "", InvoiceFacts.Source.UBL, "R-1", LocalDate.of(2026, 1, 1), "EUR", net, tax, net + tax, 0, 0, net + tax, null, List.of(), List.of(), 1, List.of(), List.of(), List.of());
    }

    /** They know the supplier and nothing that is in the way. */
    private static BooksFacts books() {
        return new BooksFacts(
                BooksFacts.Supplier.KNOWN,
                "BENCH",
                BooksFacts.Account.NOT_ON_DOCUMENT,
                null,
                List.of(),
                null,
                BooksFacts.Order.NOT_REQUIRED,
                null,
                BooksFacts.Duplicate.NONE,
                null,
                BooksFacts.Correction.NOT_A_CORRECTION,
                null,
                List.of(),
                List.of(),
                100_000);
    }
}
