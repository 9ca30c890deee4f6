package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentContract;
import dev.ratchet.workflows.agent.Gate;
import dev.ratchet.workflows.agent.Rejection;
import dev.ratchet.workflows.agent.Setback;
import dev.ratchet.workflows.agent.Verdict;
import dev.ratchet.workflows.contract.Authorization;
import dev.ratchet.workflows.contract.BooksFacts;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.FieldReading;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.LedgerActivities;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.invoice.InvoiceAction.Kind;
import dev.ratchet.workflows.invoice.InvoiceState.Phase;
import dev.ratchet.workflows.temporal.Converters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The invoice agent as sentences. */
class InvoiceAgentTest extends AgentContract<InvoiceState, InvoiceAction, InvoiceObservation, Outcome> {
    private final InvoiceAgent agent = new InvoiceAgent(InvoiceAgent.router());

    private static InvoiceObservation.DocumentRead read(DocumentReading reading) {
        return new InvoiceObservation.DocumentRead(reading);
    }

    private static InvoiceObservation.BooksConsulted consulted(BooksFacts books) {
        return new InvoiceObservation.BooksConsulted(Samples.consultation(books));
    }

    private InvoiceState after(InvoiceObservation... observations) {
        InvoiceState state = initial();
        for (InvoiceObservation observation : observations) {
            state = agent.reduce(state, observation);
        }
        return state;
    }

    private InvoiceState cleared() {
        return after(read(Samples.structured()), consulted(Samples.books(50_000)));
    }

    private InvoiceState consent() {
        return after(read(Samples.structured()), consulted(Samples.books(100)));
    }

    private InvoiceState consented() {
        Digest intent = InvoiceEntry.intent(consent()).orElseThrow();
        return agent.reduce(consent(), new InvoiceObservation.Consented(Samples.approval(intent, "w", "clerk")));
    }

    private InvoiceState extracting() {
        return after(read(Samples.text()), new InvoiceObservation.BooksConsulted(Samples.consultation(null)));
    }

    private InvoiceState stuck() {
        return after(
                read(Samples.structured()),
                consulted(Samples.books(
                        BooksFacts.Supplier.UNKNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.NONE, 0)));
    }

    // ---- sentences

    @Test
    void aPlainInvoiceWithinTheCeilingIsClearedByARule() {
        assertThat(cleared().phase()).isEqualTo(Phase.CLEARED);
        assertThat(cleared().route().then()).isEqualTo("DIRECT");
        assertThat(cleared().authorization()).isInstanceOf(Authorization.PolicyGrant.class);
        assertThat(InvoiceEntry.of(cleared()).orElseThrow().lines())
                .extracting(line -> line.account() + " " + line.minor())
                .containsExactly(
                        "expenses:purchases:NORDLICHT 10000",
                        "assets:vat-input 1900",
                        "liabilities:payable:NORDLICHT -11900");
    }

    @Test
    void aCreditNoteIsBookedTheOtherWayRound() throws JsonProcessingException {
        String json = Converters.json()
                .writeValueAsString(Samples.invoice())
                .replace("\"kind\":\"INVOICE\"", "\"kind\":\"CREDIT_NOTE\"");
        InvoiceFacts credit = Converters.json().readValue(json, InvoiceFacts.class);
        InvoiceState state = after(
                read(new DocumentReading.Structured(credit, Digest.of("c"), List.of())),
                consulted(Samples.books(50_000)));
        assertThat(InvoiceEntry.of(state).orElseThrow().lines())
                .extracting(line -> line.account() + " " + line.minor())
                .containsExactly(
                        "expenses:purchases:NORDLICHT -10000",
                        "assets:vat-input -1900",
                        "liabilities:payable:NORDLICHT 11900");
    }

    @Test
    void findingsRefuseWithTheFirstCode() {
        Finding sum = new Finding("LINE_SUM", "BT-106", "lines add up to 90.00, not 100.00");
        InvoiceState state = after(
                read(new DocumentReading.Structured(Samples.invoice(), Digest.of("i"), List.of(sum))),
                consulted(Samples.books(50_000)));
        assertThat(state.outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(state.outcome().code()).isEqualTo("LINE_SUM");
    }

    @Test
    void theUnreadableIsRefusedByRule() {
        InvoiceState state = after(
                read(new DocumentReading.Unreadable("IMAGE", "an image")),
                new InvoiceObservation.BooksConsulted(Samples.consultation(null)));
        assertThat(state.outcome().code()).isEqualTo("IMAGE");
        assertThat(state.route().rule()).isEqualTo("unreadable");
    }

    @Test
    void aKnownNumberIsADuplicate() {
        InvoiceState state = after(
                read(Samples.structured()),
                consulted(Samples.books(
                        BooksFacts.Supplier.KNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.SAME_NUMBER, 50_000)));
        assertThat(state.outcome()).isEqualTo(new Outcome.Duplicate(7, "SAME_NUMBER", "rule duplicate"));
    }

    @Test
    void aChangedAccountNeedsConsentAndShowsBothMasked() {
        InvoiceState state = after(
                read(Samples.structured()),
                consulted(Samples.books(
                        BooksFacts.Supplier.KNOWN, BooksFacts.Account.CHANGED, BooksFacts.Duplicate.NONE, 50_000)));
        assertThat(state.phase()).isEqualTo(Phase.CONSENT);
        assertThat(InvoiceView.reasons(state).get(0).why()).contains("DE02…999").contains("DE89…000");
    }

    @Test
    void consentIsFollowedByAnotherLookAtTheBooks() {
        assertThat(consented().phase()).isEqualTo(Phase.CONSENTED);
        InvoiceState again = agent.reduce(consented(), consulted(Samples.books(100)));
        assertThat(again.phase()).isEqualTo(Phase.CLEARED);
        assertThat(again.authorization()).isInstanceOf(Authorization.Approved.class);
    }

    @Test
    void consentDoesNotSurviveANewRole() {
        InvoiceState again = agent.reduce(
                consented(),
                consulted(Samples.books(
                        BooksFacts.Supplier.KNOWN, BooksFacts.Account.CHANGED, BooksFacts.Duplicate.NONE, 100)));
        assertThat(again.phase()).isEqualTo(Phase.CONSENT);
        assertThat(again.authorization()).isNull();
    }

    @Test
    void consentDoesNotSurviveADuplicateBookedMeanwhile() {
        InvoiceState again = agent.reduce(
                consented(),
                consulted(Samples.books(
                        BooksFacts.Supplier.KNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.SAME_NUMBER, 100)));
        assertThat(again.outcome()).isInstanceOf(Outcome.Duplicate.class);
    }

    @Test
    void consentForAnotherIntentAuthorizesNothing() {
        InvoiceState other = agent.reduce(
                consent(), new InvoiceObservation.Consented(Samples.approval(Digest.of("other"), "w", "clerk")));
        InvoiceState again = agent.reduce(other, consulted(Samples.books(100)));
        assertThat(again.phase()).isEqualTo(Phase.CONSENT);
        assertThat(again.authorization()).isNull();
    }

    @Test
    void aModelThatIsOutLeavesTheTextToAPerson() {
        InvoiceState state =
                agent.reduce(extracting(), new Setback.PlannerUnavailable("MODEL_NOT_CONFIGURED", "no model"));
        assertThat(state.phase()).isEqualTo(Phase.STUCK);
        assertThat(InvoiceView.reasons(state).get(0).code()).isEqualTo("MODEL_NOT_CONFIGURED");
    }

    @Test
    void threeUnprovenReadingsLeaveTheTextToAPerson() {
        var unproven = new InvoiceObservation.FieldsChecked(
                new FieldReading.Unproven(List.of(new Finding("NOT_IN_DOCUMENT", "gross", "not there"))));
        InvoiceState state = extracting();
        for (int i = 1; i < InvoiceAgent.ATTEMPTS; i++) {
            state = agent.reduce(state, unproven);
            assertThat(state.phase()).isEqualTo(Phase.EXTRACTING);
        }
        assertThat(agent.reduce(state, unproven).phase()).isEqualTo(Phase.STUCK);
    }

    @Test
    void aModelCannotPostOrApprove() {
        Gate<InvoiceState, InvoiceAction> gate = new Gate<>(agent);
        String intent = "{\"intent\":\"" + Digest.of("x") + "\"}";
        for (Kind kind : List.of(Kind.POST_ENTRY, Kind.REQUEST_APPROVAL)) {
            assertThat(gate.judge(extracting(), new Proposal(kind.wire(), intent))
                            .toString())
                    .contains(Rejection.NOT_LEGAL_NOW);
        }
    }

    @Test
    void onlyTheVeryIntentIsPosted() {
        Gate<InvoiceState, InvoiceAction> gate = new Gate<>(agent);
        String other = "{\"intent\":\"" + Digest.of("other") + "\"}";
        assertThat(gate.judge(cleared(), new Proposal(Kind.POST_ENTRY.wire(), other))
                        .toString())
                .contains("NOT_AUTHORIZED");
        assertThat(gate.judge(cleared(), InvoiceAgent.rule(cleared()))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void aRefusedGrantIsAskedOfAPerson() {
        InvoiceState state = agent.reduce(
                cleared(),
                new InvoiceObservation.EntryAnswered(new LedgerActivities.NotPosted("CEILING_EXCEEDED", "too much")));
        assertThat(state.phase()).isEqualTo(Phase.CONSENT);
    }

    @Test
    void aRecheckLooksAtTheBooksAgain() {
        assertThat(agent.reduce(stuck(), new InvoiceObservation.RecheckAsked("petra"))
                        .phase())
                .isEqualTo(Phase.READ);
    }

    // ---- contract

    @Override
    protected Agent<InvoiceState, InvoiceAction, InvoiceObservation, Outcome> agent() {
        return agent;
    }

    @Override
    protected InvoiceState initial() {
        return InvoiceState.received(Samples.DOCUMENT, "sam");
    }

    @Override
    protected List<InvoiceState> states() {
        return List.of(
                initial(),
                after(read(Samples.structured())),
                after(read(Samples.text())),
                extracting(),
                stuck(),
                consent(),
                consented(),
                cleared(),
                cleared().ended(new Outcome.Posted(1, "BOOKED", "booked")));
    }

    @Override
    protected List<String> phases() {
        return Stream.of(Phase.values()).map(Phase::name).toList();
    }

    @Override
    protected Proposal proposal(InvoiceState state, ActionKind kind) {
        String intent = InvoiceEntry.intent(state).orElse(Digest.of("none")).hex();
        String arguments = switch ((Kind) kind) {
            case READ_DOCUMENT, CONSULT_BOOKS -> "{}";
            case ASK_PERSON -> "{\"reason\":\"FIELDS_MISSING\"}";
            case REQUEST_APPROVAL, POST_ENTRY -> "{\"intent\":\"" + intent + "\"}";
            case RECORD_FIELDS -> "{\"fields\":" + json(Samples.fields()) + "}";
        };
        return new Proposal(kind.wire(), arguments);
    }

    @Override
    protected List<InvoiceObservation> observations() {
        Digest intent = InvoiceEntry.intent(consent()).orElseThrow();
        List<InvoiceObservation> all = new ArrayList<>(List.of(
                read(Samples.structured()),
                read(Samples.text()),
                read(new DocumentReading.Unreadable("IMAGE", "an image")),
                consulted(Samples.books(50_000)),
                consulted(Samples.books(100)),
                consulted(Samples.books(
                        BooksFacts.Supplier.UNKNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.NONE, 0)),
                new InvoiceObservation.FieldsChecked(
                        new FieldReading.Proven(Samples.invoice(InvoiceFacts.Source.TEXT, 11_900), Digest.of("i"))),
                new InvoiceObservation.FieldsChecked(
                        new FieldReading.Unproven(List.of(new Finding("NOT_IN_DOCUMENT", "gross", "not there")))),
                new InvoiceObservation.Consented(Samples.approval(intent, "w", "clerk")),
                new InvoiceObservation.Denied("petra", "not ours"),
                new InvoiceObservation.Expired(),
                new InvoiceObservation.RecheckAsked("petra"),
                new InvoiceObservation.EntryAnswered(new LedgerActivities.Posted(1, Digest.of("row"))),
                new InvoiceObservation.EntryAnswered(new LedgerActivities.AlreadyBooked(7)),
                new InvoiceObservation.EntryAnswered(new LedgerActivities.NotPosted("SUPPLIER_INACTIVE", "closed")),
                new InvoiceObservation.ToolFailed("CONTENT_MISSING", "gone")));
        List<?> variants = List.of(InvoiceObservation.class.getPermittedSubclasses());
        assertThat(all.stream().map(Object::getClass).distinct().toList())
                .as("every observation is sampled")
                .hasSameSizeAs(variants);
        return all;
    }

    @Override
    protected boolean requiredFacts(InvoiceState state, ActionKind kind) {
        Authorization authorization = state.authorization();
        return authorization != null
                && state.facts() != null
                && state.findings().isEmpty()
                && InvoiceEntry.intent(state)
                        .filter(authorization.intent()::equals)
                        .isPresent();
    }

    @Override
    protected List<Object> wireValues() {
        List<Object> values = new ArrayList<>(states());
        values.addAll(List.of(
                new Outcome.Posted(1, "BOOKED", "w"),
                new Outcome.Duplicate(1, "SAME_NUMBER", "w"),
                new Outcome.Refused("X", "w", List.of(new Finding("A", "b", "c"))),
                new Outcome.Failed("X", "w"),
                new InvoiceAction.ReadDocument(),
                new InvoiceAction.ConsultBooks(),
                new InvoiceAction.RecordFields(Samples.fields()),
                new InvoiceAction.AskPerson(InvoiceAction.AskPerson.Reason.FIELDS_MISSING),
                new InvoiceAction.RequestApproval(Digest.of("x")),
                new InvoiceAction.PostEntry(Digest.of("x"))));
        return values;
    }

    @Override
    protected List<String> frozenVocabulary() {
        return List.of(
                "read_document READ",
                "consult_books READ",
                "record_fields READ",
                "ask_person REVERSIBLE",
                "request_approval REVERSIBLE",
                "post_entry IRREVERSIBLE");
    }

    private static String json(Object value) {
        try {
            return Converters.json().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
