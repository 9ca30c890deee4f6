package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.AgentLoop.Result;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.batch.AgentBatch;
import dev.ratchet.workflows.batch.GroupTools.Accepted;
import dev.ratchet.workflows.batch.Lockstep;
import dev.ratchet.workflows.batch.OwnRuns;
import dev.ratchet.workflows.batch.Parallel;
import dev.ratchet.workflows.batch.Try;
import dev.ratchet.workflows.contract.batch.BatchActivities;
import dev.ratchet.workflows.contract.batch.ItemResult;
import dev.ratchet.workflows.contract.batch.ItemResults;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consultation;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import dev.ratchet.workflows.contract.invoice.InvoiceBatchActivities;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.InvoiceTypes;
import dev.ratchet.workflows.invoice.InvoiceState.Phase;
import dev.ratchet.workflows.temporal.Stubs;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs invoices as a batch: their group tools, and credit notes after the invoices of their page, which they may correct. */
public final class InvoiceBatchWorkflowImpl extends AgentBatch<InvoiceState, InvoiceAction, InvoiceObservation>
        implements InvoiceBatchWorkflow {
    private final InvoiceBatchActivities reads = Stubs.quick(InvoiceBatchActivities.class, "reads documents");
    private final InvoiceBatchActivities asks =
            Stubs.quick(InvoiceBatchActivities.class, "asks the rules and the books");
    private final InvoiceBatchActivities posts = Stubs.quick(InvoiceBatchActivities.class, "asks the ledger to post");

    private final Lockstep<InvoiceState, InvoiceAction, InvoiceObservation> lockstep =
            new Lockstep<>(new InvoiceAgent(), Workflow::currentTimeMillis);

    public InvoiceBatchWorkflowImpl(Opening opening) {
        super(new InvoiceAgent(), InvoiceRegistration.ENTRY, opening);
    }

    /** @param mostPages of one history */
    InvoiceBatchWorkflowImpl(Opening opening, int mostPages) {
        super(new InvoiceAgent(), InvoiceRegistration.ENTRY, opening, OwnRuns.LET_GO, mostPages);
    }

    @Override
    public Tally run(Opening same) {
        return untilEnded();
    }

    @Override
    protected InvoiceState start(Item item) {
        return InvoiceState.received(item.document());
    }

    @Override
    protected List<Result<InvoiceState>> work(List<Progress<InvoiceState>> runs, Runnable previousDone) {
        List<Result<InvoiceState>> results = new ArrayList<>(lockstep.run(
                runs,
                (kind, accepted) -> {
                    if (kind != InvoiceAction.Kind.READ_DOCUMENT) {
                        previousDone.run();
                    }
                    return act(kind, accepted);
                },
                now -> !direct(now) || corrects(now)));
        List<Integer> later = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (corrects(results.get(i).progress())) {
                later.add(i);
            }
        }
        List<Result<InvoiceState>> corrected = lockstep.run(
                later.stream().map(i -> results.get(i).progress()).toList(), this::act, now -> !direct(now));
        for (int i = 0; i < later.size(); i++) {
            results.set(later.get(i), corrected.get(i));
        }
        return results;
    }

    private static boolean direct(Progress<InvoiceState> now) {
        return switch (now.state().phase()) {
            case RECEIVED, READ, CLEARED, ENDED -> true;
            case EXTRACTING, STUCK, CONSENT, CONSENTED -> false;
        };
    }

    /** What refers to other documents comes after them, wherever in the batch they are. */
    private static boolean corrects(Progress<InvoiceState> now) {
        return corrects(now.state());
    }

    static boolean corrects(InvoiceState now) {
        InvoiceFacts facts = now.facts();
        return now.phase() == Phase.READ
                && facts != null
                && (facts.kind() == InvoiceFacts.Kind.CREDIT_NOTE
                        || !facts.preceding().isEmpty()
                        || facts.typeCode().equals(InvoiceTypes.CORRECTED));
    }

    private List<Optional<Observation>> act(ActionKind kind, List<Accepted<InvoiceState, InvoiceAction>> accepted) {
        List<InvoiceState> states = accepted.stream().map(Accepted::state).toList();
        return switch ((InvoiceAction.Kind) kind) {
            case READ_DOCUMENT ->
                inParts(
                        states.stream().map(InvoiceState::document).toList(),
                        reads::read,
                        read -> each(read, InvoiceObservation.DocumentRead::new));
            case CONSULT_BOOKS ->
                inParts(states.stream().map(this::query).toList(), asks::consult, InvoiceBatchWorkflowImpl::consulted);
            case POST_ENTRY ->
                Try.of(() -> posts.post(states.stream()
                                .map(state -> InvoiceEntry.posting(run(state.document()), state))
                                .toList()))
                        .map(posted -> each(posted, InvoiceObservation.EntryAnswered::new))
                        .orElseGet(() -> ownRuns(states.size()));
            case RECORD_FIELDS, CHOOSE_RELATION, LOOK_UP_TERMS, ASK_PERSON, REQUEST_APPROVAL -> ownRuns(states.size());
        };
    }

    private Query query(InvoiceState state) {
        return InvoiceRules.query(run(state.document()), state);
    }

    /** Answers at length are asked for in parts, each below what a history takes at once. */
    private static <Q, T> List<Optional<Observation>> inParts(
            List<Q> questions,
            Functions.Func1<List<Q>, T> activity,
            Function<T, List<Optional<Observation>>> observed) {
        List<List<Q>> parts = Parallel.parts(BatchActivities.MOST_AT_LENGTH, questions);
        List<Optional<T>> answers = Parallel.tryEach(parts, activity);
        List<Optional<Observation>> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            int size = parts.get(i).size();
            all.addAll(answers.get(i).map(observed).orElseGet(() -> ownRuns(size)));
        }
        return all;
    }

    private static List<Optional<Observation>> consulted(InvoiceBatchActivities.Consultations answer) {
        return each(
                answer.each(),
                consulted -> new InvoiceObservation.BooksConsulted(new Consultation(consulted, answer.bundle())));
    }

    private static <T> List<Optional<Observation>> each(ItemResults<T> results, Function<T, Observation> observation) {
        return each(results.each(), observation);
    }

    private static <T> List<Optional<Observation>> each(
            List<ItemResult<T>> results, Function<T, Observation> observation) {
        return results.stream()
                .map(result -> Optional.ofNullable(result.value()).map(observation))
                .toList();
    }

    /** What cannot be done for the group is left to each document's own run, where it stops nobody else. */
    private static List<Optional<Observation>> ownRuns(int documents) {
        return Collections.nCopies(documents, Optional.empty());
    }
}
