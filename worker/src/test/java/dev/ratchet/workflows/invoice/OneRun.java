package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.agent.gate.Verdict.Accepted;
import dev.ratchet.workflows.agent.planner.RulePlanner;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.invoice.BooksActivities;
import dev.ratchet.workflows.contract.invoice.DocumentActivities;
import dev.ratchet.workflows.contract.retrieval.LookedUp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One document through the loop, the gate and the real activities, without Temporal; a question to a person ends it. */
final class OneRun {
    /** What stops the loop when it asks for a person, who is not there. */
    private static final class Waits extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final DocumentActivities documents;
    private final BooksActivities books;
    private final EffectActivities effects;
    private final InvoiceAgent agent = new InvoiceAgent();
    private @Nullable Progress<InvoiceState> progress;

    OneRun(DocumentActivities documents, BooksActivities books, EffectActivities effects) {
        this.documents = documents;
        this.books = books;
        this.effects = effects;
    }

    /** {@code POSTED BOOKED} and so on; {@code WAITING} with the rule that asks for a person. */
    String of(DocumentRef document) {
        RunRef run = new RunRef(InvoiceWorkflow.workflowId(document.tenant(), document.digest()), "run");
        var loop = new AgentLoop<>(agent, RulePlanner.of(agent), System::currentTimeMillis);
        try {
            var ended = (AgentLoop.Ended<InvoiceState>) loop.run(
                    Progress.start(InvoiceState.received(document), agent.budget(), System.currentTimeMillis()),
                    (state, accepted) -> act(run, state, accepted),
                    now -> progress = now,
                    now -> false);
            return ended.outcome().word() + " " + ended.outcome().code();
        } catch (Waits e) {
            return "WAITING " + Objects.requireNonNull(state().policy()).rule();
        }
    }

    private InvoiceState state() {
        return Objects.requireNonNull(progress).state();
    }

    private Observation act(RunRef run, InvoiceState state, Accepted<InvoiceAction> accepted) {
        return switch (accepted.action().kind()) {
            case READ_DOCUMENT -> new InvoiceObservation.DocumentRead(documents.read(state.document()));
            case CONSULT_BOOKS -> new InvoiceObservation.BooksConsulted(books.consult(InvoiceRules.query(run, state)));
            case POST_ENTRY -> new InvoiceObservation.EntryAnswered(effects.perform(InvoiceEntry.posting(run, state)));
            case ASK_PERSON, REQUEST_APPROVAL -> throw new Waits();
            case LOOK_UP_TERMS ->
                new InvoiceObservation.TermsLookedUp(LookedUp.failed(Digest.of("words"), "NO_LIBRARY"));
            case RECORD_FIELDS, CHOOSE_RELATION -> throw new IllegalStateException("no text is read here");
        };
    }
}
