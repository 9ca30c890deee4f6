package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.agent.RulePlanner;
import dev.ratchet.workflows.agent.Verdict.Accepted;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.BooksFacts;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.LedgerActivities.Posted;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import dev.ratchet.workflows.contract.LedgerActivities.Receipt;
import dev.ratchet.workflows.contract.PolicyActivities.Consultation;
import dev.ratchet.workflows.contract.PolicyActivities.Query;
import dev.ratchet.workflows.contract.Rulebook;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Request;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import dev.ratchet.workflows.temporal.Converters;
import dev.ratchet.workflows.temporal.RunView;
import java.time.LocalDate;
import java.util.List;

/**
 * A plain invoice of nobody's, taken through the loop by tools that answer from memory, with every question and answer
 * made a payload and read again: so that the JIT has seen a document's way before the first real one. Nothing outside
 * the process is asked, and no effect happens.
 */
public final class Rehearsal {
    private static final DocumentRef DOCUMENT = new DocumentRef(TenantId.DEFAULT, Digest.of("rehearsal"), 5_000);
    private static final RunRef RUN =
            new RunRef(InvoiceWorkflow.workflowId(DOCUMENT.tenant(), DOCUMENT.digest()), "rehearsal");

    private final InvoiceAgent agent;
    private final AgentLoop<InvoiceState, InvoiceAction, InvoiceObservation, Outcome> loop;
    private final Rulebook rules;

    /** @param rules that {@link InvoiceAgent#check} has found usable */
    public Rehearsal(Rulebook rules) {
        this.agent = new InvoiceAgent(InvoiceAgent.router());
        this.loop = new AgentLoop<>(agent, new RulePlanner<>("rules", InvoiceAgent::rule), () -> 0);
        this.rules = rules;
    }

    /**
     * How the invoice ended: refused where these rules would ask a person.
     *
     * @param net in cents, a multiple of 100; another one than before, because rules are not asked the same twice
     */
    public Status play(long net) {
        Request request = Converters.sent(Request.of(DOCUMENT, "rehearsal.xml", "rehearsal"), Request.class);
        var start =
                Progress.start(InvoiceState.received(request.document(), request.submitter()), InvoiceAgent.BUDGET, 0);
        var ended = (AgentLoop.Ended<InvoiceState, Outcome>)
                loop.run(start, (state, accepted) -> act(net, state, accepted), now -> {}, now -> false);
        var progress = ended.progress();
        Status status = InvoiceView.status(RUN.workflowId(), request.name(), progress.state(), null, ended.outcome());
        RunView.markdown(InvoiceView.title(status), InvoiceView.rows(status));
        Converters.sent(
                InvoiceQuestions.account(agent, RUN, request.document(), status, progress, progress.trail()),
                Account.class);
        return Converters.sent(status, Status.class);
    }

    private InvoiceObservation act(long net, InvoiceState state, Accepted<InvoiceAction> accepted) {
        return switch (accepted.action().kind()) {
            case READ_DOCUMENT -> {
                DocumentReading read = new DocumentReading.Structured(
                        invoice(net),
                        Converters.sent(DOCUMENT, DocumentRef.class).digest(),
                        List.of());
                yield new InvoiceObservation.DocumentRead(Converters.sent(read, DocumentReading.class));
            }
            case CONSULT_BOOKS -> {
                Converters.sent(InvoiceQuestions.query(RUN, state), Query.class);
                yield new InvoiceObservation.BooksConsulted(
                        Converters.sent(new Consultation(rules, books(), "rehearsal"), Consultation.class));
            }
            case POST_ENTRY -> {
                Converters.sent(InvoiceQuestions.posting(RUN, state), Posting.class);
                yield new InvoiceObservation.EntryAnswered(
                        Converters.sent(new Posted(1, DOCUMENT.digest()), Receipt.class));
            }
            case RECORD_FIELDS, ASK_PERSON, REQUEST_APPROVAL ->
                new InvoiceObservation.Denied("rehearsal", "nobody is asked in a rehearsal");
        };
    }

    /** @param net in cents, a multiple of 100 */
    static InvoiceFacts invoice(long net) {
        long tax = net * 19 / 100;
        return new InvoiceFacts(
                InvoiceFacts.Kind.INVOICE,
                InvoiceFacts.Source.UBL,
                "R-1",
                LocalDate.of(2026, 1, 1),
                "rehearsal",
                List.of("DE1"),
                "EUR",
                net,
                tax,
                net + tax,
                0,
                0,
                net + tax,
                null,
                null,
                null,
                0,
                1,
                List.of());
    }

    /** They know the supplier and nothing that is in the way. */
    static BooksFacts books() {
        return new BooksFacts(
                BooksFacts.Supplier.KNOWN,
                "REHEARSAL",
                BooksFacts.Account.NOT_ON_DOCUMENT,
                null,
                BooksFacts.Order.NOT_REQUIRED,
                null,
                BooksFacts.Duplicate.NONE,
                null,
                BooksFacts.Correction.NOT_A_CORRECTION,
                100_000);
    }
}
