package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.gate.Verdict.Accepted;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.invoice.BooksActivities;
import dev.ratchet.workflows.contract.invoice.DocumentActivities;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.retrieval.LookedUp;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRun;
import dev.ratchet.workflows.temporal.Stubs;
import io.temporal.failure.ActivityFailure;
import java.util.Objects;

/** Runs the invoice agent as a durable workflow. */
public final class InvoiceWorkflowImpl extends AgentRun<InvoiceState, InvoiceAction, InvoiceObservation>
        implements InvoiceWorkflow {
    private final DocumentActivities documents = Stubs.quick(DocumentActivities.class, "reads the document");
    private final DocumentActivities terms =
            Stubs.dispensable(DocumentActivities.class, "chooses the words for the library");
    private final BooksActivities books = Stubs.quick(BooksActivities.class, "asks the rules and the books");
    private final EffectActivities effects = Stubs.quick(EffectActivities.class, "asks the ledger to post");

    public InvoiceWorkflowImpl(RunRequest request) {
        super(new InvoiceAgent(), request, asked -> InvoiceState.received(asked.intake()));
    }

    @Override
    public RunSummary run(RunRequest same) {
        return untilEnded();
    }

    @Override
    protected Observation act(InvoiceState state, Accepted<InvoiceAction> accepted) {
        return switch (accepted.action().kind()) {
            case READ_DOCUMENT -> new InvoiceObservation.DocumentRead(documents.read(state.document()));
            case CONSULT_BOOKS ->
                new InvoiceObservation.BooksConsulted(books.consult(InvoiceRules.query(run(), state)));
            case RECORD_FIELDS -> proved(state, (InvoiceAction.RecordFields) accepted.action());
            case CHOOSE_RELATION ->
                new InvoiceObservation.RelationChosen(((InvoiceAction.ChooseRelation) accepted.action()).relation());
            case LOOK_UP_TERMS -> new InvoiceObservation.TermsLookedUp(terms(state));
            case ASK_PERSON, REQUEST_APPROVAL -> askPerson(state);
            case POST_ENTRY ->
                new InvoiceObservation.EntryAnswered(effects.perform(InvoiceEntry.posting(run(), state)));
        };
    }

    private LookedUp terms(InvoiceState state) {
        Digest invoice = Objects.requireNonNull(InvoiceRules.query(run(), state).body());
        try {
            String order = Objects.requireNonNull(state.facts()).order();
            Digest words = terms.searchWords(new DocumentActivities.TermsOf(tenant(), invoice, order));
            return lookUp(words, InvoiceTerms.MOST);
        } catch (ActivityFailure e) {
            return LookedUp.failed(invoice, code(e));
        }
    }

    private InvoiceObservation proved(InvoiceState state, InvoiceAction.RecordFields action) {
        return new InvoiceObservation.FieldsChecked(documents.prove(new DocumentActivities.ProveFields(
                state.document(),
                Objects.requireNonNull(state.read()),
                state.pending() == null ? action.fields() : null,
                state.pending())));
    }
}
