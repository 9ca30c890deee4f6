package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.GroupTools;
import dev.ratchet.workflows.agent.GroupTools.Asked;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.agent.Router;
import dev.ratchet.workflows.agent.RulePlanner;
import dev.ratchet.workflows.contract.Answered;
import dev.ratchet.workflows.contract.Answers;
import dev.ratchet.workflows.contract.BooksFacts;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.GroupActivities;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.PolicyActivities.Consultation;
import dev.ratchet.workflows.contract.PolicyActivities.Query;
import dev.ratchet.workflows.contract.Rulebook;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Item;
import dev.ratchet.workflows.invoice.InvoiceState.Phase;
import dev.ratchet.workflows.temporal.AtOnce;
import dev.ratchet.workflows.temporal.Attempt;
import dev.ratchet.workflows.temporal.Stubs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A page's documents through the one loop in lockstep, each as far as it gets without a model and without a person. */
final class InvoicePage {
    private final GroupActivities reads = Stubs.quick(GroupActivities.class, "reads documents");
    private final GroupActivities asks = Stubs.quick(GroupActivities.class, "asks the rules and the books");
    private final GroupActivities posts = Stubs.quick(GroupActivities.class, "asks the ledger to post");

    private final AgentLoop<InvoiceState, InvoiceAction, InvoiceObservation, Outcome> loop;
    private final LongSupplier clock;
    private final String runId;

    /** As the books were last asked: a few kilobytes that the next answer need not repeat. */
    private @Nullable Rulebook rules;

    /** @param runId the run that all documents of the batch belong to, see {@link RunRef} */
    InvoicePage(Router router, String runId, LongSupplier clock) {
        this.loop = new AgentLoop<>(new InvoiceAgent(router), new RulePlanner<>("rules", InvoiceAgent::rule), clock);
        this.runId = runId;
        this.clock = clock;
    }

    /** Begins to read documents of pages to come; returns at once. */
    void readAhead(List<DocumentRef> documents) {
        AtOnce.begin(documents, reads::readAhead);
    }

    /** At most {@link GroupActivities#MOST_AT_LENGTH} in each, in this order. */
    static <T> List<List<T>> split(List<T> all) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += GroupActivities.MOST_AT_LENGTH) {
            parts.add(all.subList(from, Math.min(all.size(), from + GroupActivities.MOST_AT_LENGTH)));
        }
        return parts;
    }

    /** A document inside a batch is known by the id that it would have had alone. */
    RunRef run(DocumentRef document) {
        return new RunRef(InvoiceWorkflow.workflowId(document.tenant(), document.digest()), runId);
    }

    /**
     * Credit notes come after the invoices of their page, which they may correct.
     *
     * @param parts are read side by side and booked one after another, in this order
     * @param beforeBooks returns when it is this page's turn to ask the books
     * @return one for each item; paused where the rest needs a run of its own
     */
    List<AgentLoop.Result<InvoiceState, Outcome>> work(List<List<Item>> parts, String submitter, Runnable beforeBooks) {
        List<AgentLoop.Result<InvoiceState, Outcome>> results = new ArrayList<>();
        AtOnce.inOrder(parts, beforeBooks, (items, before) -> untilCorrections(items, submitter, before))
                .forEach(results::addAll);
        List<Integer> later = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (corrects(results.get(i).progress())) {
                later.add(i);
            }
        }
        List<AgentLoop.Result<InvoiceState, Outcome>> corrected = loop.runAll(
                later.stream().map(i -> results.get(i).progress()).toList(),
                (kind, asked) -> act((InvoiceAction.Kind) kind, asked),
                now -> !direct(now));
        for (int i = 0; i < later.size(); i++) {
            results.set(later.get(i), corrected.get(i));
        }
        return results;
    }

    /** Up to where a document has ended, needs a run of its own, or corrects another. */
    private List<AgentLoop.Result<InvoiceState, Outcome>> untilCorrections(
            List<Item> items, String submitter, Runnable beforeBooks) {
        GroupTools<InvoiceState, InvoiceAction, InvoiceObservation> tools = (kind, asked) -> {
            if (kind != InvoiceAction.Kind.READ_DOCUMENT) {
                beforeBooks.run();
            }
            return act((InvoiceAction.Kind) kind, asked);
        };
        List<Progress<InvoiceState>> starts = items.stream()
                .map(item -> Progress.start(
                        InvoiceState.received(item.document(), submitter), InvoiceAgent.BUDGET, clock.getAsLong()))
                .toList();
        return loop.runAll(starts, tools, now -> !direct(now) || corrects(now));
    }

    private static boolean direct(Progress<InvoiceState> now) {
        return switch (now.state().phase()) {
            case RECEIVED, READ, CLEARED, ENDED -> true;
            case EXTRACTING, STUCK, CONSENT, CONSENTED -> false;
        };
    }

    private static boolean corrects(Progress<InvoiceState> now) {
        InvoiceFacts facts = now.state().facts();
        return now.state().phase() == Phase.READ && facts != null && facts.kind() == InvoiceFacts.Kind.CREDIT_NOTE;
    }

    private List<Optional<InvoiceObservation>> act(
            InvoiceAction.Kind kind, List<Asked<InvoiceState, InvoiceAction>> asked) {
        List<InvoiceState> states = asked.stream().map(Asked::state).toList();
        return switch (kind) {
            case READ_DOCUMENT -> read(states);
            case CONSULT_BOOKS -> attempt(states, () -> consulted(states));
            case POST_ENTRY -> attempt(states, () -> posted(states));
            case RECORD_FIELDS, ASK_PERSON, REQUEST_APPROVAL -> ownRuns(states.size());
        };
    }

    private List<Optional<InvoiceObservation>> read(List<InvoiceState> states) {
        List<List<DocumentRef>> halves =
                split(states.stream().map(InvoiceState::document).toList());
        Iterator<Optional<Answers<DocumentReading>>> answers =
                AtOnce.attempts(halves, reads::read).iterator();
        List<Optional<InvoiceObservation>> observed = new ArrayList<>();
        for (List<DocumentRef> half : halves) {
            observed.addAll(answers.next()
                    .map(read -> each(read, InvoiceObservation.DocumentRead::new))
                    .orElseGet(() -> ownRuns(half.size())));
        }
        return observed;
    }

    private List<Optional<InvoiceObservation>> posted(List<InvoiceState> states) {
        return each(
                posts.post(states.stream()
                        .map(state -> InvoiceQuestions.posting(run(state.document()), state))
                        .toList()),
                InvoiceObservation.EntryAnswered::new);
    }

    private List<Optional<InvoiceObservation>> consulted(List<InvoiceState> states) {
        List<Query> queries = states.stream()
                .filter(state -> state.facts() != null)
                .map(state -> InvoiceQuestions.query(run(state.document()), state))
                .toList();
        GroupActivities.Consultations answer = asks.consult(queries, rules == null ? null : rules.hash());
        Rulebook inForce = answer.rules() == null ? Objects.requireNonNull(rules) : answer.rules();
        rules = inForce;
        Iterator<Answered<BooksFacts>> books = answer.books().iterator();
        List<Optional<InvoiceObservation>> observed = new ArrayList<>();
        for (InvoiceState state : states) {
            BooksFacts known = null;
            if (state.facts() != null) {
                known = books.next().answer();
                if (known == null) {
                    observed.add(Optional.empty());
                    continue;
                }
            }
            observed.add(Optional.of(
                    new InvoiceObservation.BooksConsulted(new Consultation(inForce, known, answer.build()))));
        }
        return observed;
    }

    private static <T> List<Optional<InvoiceObservation>> each(
            Answers<T> answers, Function<T, InvoiceObservation> observation) {
        return answers.each().stream()
                .map(answer -> Optional.ofNullable(answer.answer()).map(observation))
                .toList();
    }

    private static List<Optional<InvoiceObservation>> attempt(
            List<InvoiceState> states, Supplier<List<Optional<InvoiceObservation>>> tool) {
        return Attempt.of(tool).orElseGet(() -> ownRuns(states.size()));
    }

    /** What cannot be done for the group is left to each document's own run, where it stops nobody else. */
    private static List<Optional<InvoiceObservation>> ownRuns(int documents) {
        return Collections.nCopies(documents, Optional.empty());
    }
}
