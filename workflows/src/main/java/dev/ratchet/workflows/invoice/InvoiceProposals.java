package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.invoice.Relation;
import dev.ratchet.workflows.invoice.InvoiceAction.Kind;
import dev.ratchet.workflows.invoice.InvoiceState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people propose while an invoice's run waits, and what becomes of it. Pure. */
final class InvoiceProposals {
    private InvoiceProposals() {}

    /** Fields of a text, known or not; and what the document does to earlier ones, where the books leave a choice. */
    static List<Kind> open(InvoiceState state) {
        if (!Phase.WAITING.contains(state.phase())) {
            return List.of();
        }
        List<Kind> kinds = new ArrayList<>();
        if (state.reading() instanceof DocumentReading.Text) {
            kinds.add(Kind.RECORD_FIELDS);
        }
        if (state.facts() != null && !choices(state).isEmpty()) {
            kinds.add(Kind.CHOOSE_RELATION);
        }
        return kinds;
    }

    private static List<Relation> choices(InvoiceState state) {
        BooksFacts books = state.books();
        return books == null ? List.of() : books.choices();
    }

    static Optional<Rejection> notOpen(InvoiceState state, Relation relation) {
        List<Relation> choices = choices(state);
        return choices.contains(relation)
                ? Optional.empty()
                : Optional.of(new Rejection(
                        "RELATION_NOT_OPEN",
                        relation + " is no choice here; the choices are "
                                + choices.stream().map(Relation::name).collect(Collectors.joining(", "))));
    }

    /** A text that a model handed over is from then on the person's. */
    static InvoiceState pending(InvoiceState state, PersonStatement statement) {
        return switch (state.phase()) {
            case STUCK, CONSENT -> state.with(draft -> draft.pending = statement);
            case EXTRACTING -> state.stuck(InvoiceView.HANDED_OVER).with(draft -> draft.pending = statement);
            case RECEIVED, READ, CONSENTED, CLEARED, ENDED -> state;
        };
    }

    /** What a person proposed has been looked at. Whatever was consented to before was something else. */
    static InvoiceState judged(InvoiceState state, PersonStatement said, InvoiceObservation observation) {
        if (observation instanceof InvoiceObservation.FieldsChecked checked) {
            return checked.reading().value() instanceof FieldReading.Unproven unproven
                    ? objected(state, said.person(), unproven.findings())
                    : taken(state, draft -> {
                        draft.fields = checked.reading();
                        draft.relation = null;
                    });
        }
        return observation instanceof InvoiceObservation.RelationChosen chosen
                ? taken(state, draft -> draft.relation = chosen.relation())
                : state.with(draft -> draft.pending = null);
    }

    private static InvoiceState taken(InvoiceState state, Consumer<InvoiceState.Draft> change) {
        return state.with(draft -> {
            change.accept(draft);
            draft.phase = Phase.READ;
            draft.pending = null;
            draft.objections = List.of();
            draft.authorization = null;
            draft.permission = null;
            draft.terms = null;
            draft.unproven = 0;
            draft.stuck = null;
        });
    }

    /** It waits again, and says first what is wrong. */
    static InvoiceState objected(InvoiceState state, String person, List<Finding> wrong) {
        Finding first = wrong.get(0);
        Finding told = new Finding(
                PersonStatement.NOT_TAKEN,
                "proposal",
                "what " + person + " proposed was not taken: " + first.where() + ": " + first.why());
        return state.with(draft -> {
            draft.pending = null;
            draft.objections = Stream.concat(Stream.of(told), wrong.stream())
                    .limit(Finding.MOST)
                    .toList();
        });
    }
}
