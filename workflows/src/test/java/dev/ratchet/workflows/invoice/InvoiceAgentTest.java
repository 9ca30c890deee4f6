package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentContract;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.TurnFailure;
import dev.ratchet.workflows.agent.gate.Gate;
import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.agent.gate.Verdict;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.Statements;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import dev.ratchet.workflows.contract.invoice.Relation;
import dev.ratchet.workflows.contract.retrieval.LookedUp;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities;
import dev.ratchet.workflows.invoice.InvoiceAction.Kind;
import dev.ratchet.workflows.invoice.InvoiceState.Phase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The invoice agent as sentences. */
class InvoiceAgentTest extends AgentContract<InvoiceState, InvoiceAction, InvoiceObservation> {
    private static final RetrievalActivities.Search WANTED =
            new RetrievalActivities.Search(Samples.DOCUMENT.tenant(), Digest.of("words"), List.of(), 3, null);

    private static final LookedUp CONTRACT = LookedUp.of(WANTED.query(), Samples.contractFound(WANTED));
    private static final LookedUp NOTHING = LookedUp.of(WANTED.query(), Samples.nothingFound(WANTED));

    private final InvoiceAgent agent = new InvoiceAgent();

    private static InvoiceObservation.DocumentRead read(DocumentReading reading) {
        return new InvoiceObservation.DocumentRead(Samples.attested(reading));
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
        return agent.consented(consent(), Samples.approval(InvoiceEntry.digest(consent()), "w", "clerk"));
    }

    private InvoiceState extracting() {
        return after(read(Samples.text()), unread(Samples.text()));
    }

    private static InvoiceObservation unread(DocumentReading reading) {
        return new InvoiceObservation.BooksConsulted(Samples.consultation(reading));
    }

    private InvoiceState stuck() {
        return after(
                read(Samples.structured()),
                consulted(Samples.books(
                        BooksFacts.Supplier.UNKNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.NONE, 0)));
    }

    private InvoiceState stuckText() {
        return agent.reduce(extracting(), new TurnFailure.PlannerUnavailable("MODEL_NOT_CONFIGURED", "no model"));
    }

    private InvoiceState consentToText() {
        return agent.reduce(
                agent.reduce(extracting(), new InvoiceObservation.FieldsChecked(proven())),
                consulted(Samples.books(100)));
    }

    /** It needs consent, and a product of it is off. */
    private InvoiceState differing() {
        return after(
                read(Samples.structured(Samples.differing(Samples.lineDifference()))), consulted(Samples.books(100)));
    }

    private InvoiceState explained() {
        return agent.reduce(differing(), found(CONTRACT));
    }

    private static InvoiceObservation found(LookedUp terms) {
        return new InvoiceObservation.TermsLookedUp(terms);
    }

    /** It waits, and names an earlier invoice. */
    private InvoiceState correcting() {
        InvoiceFacts facts = naming(Samples.invoice(), "R-0");
        return after(
                read(new DocumentReading.Structured(facts, Digest.of("c"), List.of())),
                consulted(Samples.books(List.of(Relation.REPLACES, Relation.ADDS_TO))));
    }

    private static InvoiceFacts naming(InvoiceFacts facts, String preceding) {
        String json = json(facts).replace("\"preceding\":[]", "\"preceding\":[\"" + preceding + "\"]");
        return CanonicalJson.read(json, InvoiceFacts.class);
    }

    private static Attested<FieldReading> proven() {
        return Samples.attested(
                new FieldReading.Proven(Samples.invoice(InvoiceFacts.Source.TEXT, 11_900), Digest.of("i"), null));
    }

    private static Attested<FieldReading> vouched(String person) {
        return Samples.attested(new FieldReading.Proven(
                Samples.invoice(InvoiceFacts.Source.TEXT, 11_900),
                Digest.of("i"),
                new FieldReading.Vouched(person, List.of("gross"))));
    }

    private InvoiceState said(InvoiceState waiting, Kind kind, String arguments) {
        return agent.proposed(waiting, Statements.proposal("petra", new Proposal(kind.wire(), arguments)));
    }

    private InvoiceState fieldsSaid(InvoiceState waiting) {
        return said(waiting, Kind.RECORD_FIELDS, "{\"fields\":" + json(Samples.fields()) + "}");
    }

    // ---- sentences

    @Test
    void aPersonMayTypeInTheFieldsOfATextWhereverItWaits() {
        for (InvoiceState waiting : List.of(extracting(), stuckText(), consentToText())) {
            assertThat(agent.personMay(waiting)).containsExactly(Kind.RECORD_FIELDS);
            InvoiceState read = agent.reduce(fieldsSaid(waiting), new InvoiceObservation.FieldsChecked(proven()));
            assertThat(read.phase()).isEqualTo(Phase.READ);
            assertThat(read.pending()).isNull();
            assertThat(read.stuck()).isNull();
            assertThat(read.facts()).isNotNull();
        }
        assertThat(agent.personMay(stuck()))
                .as("a machine-readable invoice has its fields")
                .isEmpty();
        assertThat(agent.personMay(cleared())).isEmpty();
    }

    @Test
    void whatTheDocumentDisprovesIsToldToThePersonAndTheRunWaitsAsBefore() {
        var unproven = new InvoiceObservation.FieldsChecked(Samples.attested(new FieldReading.Unproven(
                List.of(new Finding("TOTAL_GROSS", "gross", "Net 100.00 and VAT 19.00 are not 120.00.")))));
        InvoiceState again = agent.reduce(fieldsSaid(consentToText()), unproven);
        assertThat(again.phase()).isEqualTo(Phase.CONSENT);
        assertThat(again.facts()).as("what was proven before").isNotNull();
        assertThat(agent.view().ask(again).reasons()).extracting(Finding::code).startsWith("NOT_TAKEN", "TOTAL_GROSS");
        assertThat(agent.view().ask(again).reasons().get(0).why())
                .isEqualTo("what petra proposed was not taken: gross: Net 100.00 and VAT 19.00 are not 120.00.");
        InvoiceState taken = agent.reduce(fieldsSaid(again), new InvoiceObservation.FieldsChecked(proven()));
        assertThat(taken.objections()).isEmpty();
    }

    @Test
    void aPersonsFieldsNeedNoEvidenceAndAModelsDo() {
        Gate<InvoiceState, InvoiceAction> gate = new Gate<>(agent);
        String bare = "{\"fields\":" + json(Samples.fields()).replaceAll("\"evidence\":\"[^\"]*\"", "\"evidence\":\"\"")
                + "}";
        Proposal proposal = new Proposal(Kind.RECORD_FIELDS.wire(), bare);
        assertThat(gate.judge(extracting(), proposal).toString()).contains("UNSHOWN_FIELD");
        assertThat(gate.judge(said(stuckText(), Kind.RECORD_FIELDS, bare), proposal))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void otherFieldsDropConsentAndWhatWasChosenBefore() {
        InvoiceState held = consentToText().with(draft -> {
            draft.relation = Relation.REPLACES;
            draft.authorization = new Authorization.PolicyGrant(Digest.of("x"), "r", "v", Digest.of("r"));
        });
        InvoiceState after = agent.reduce(fieldsSaid(held), new InvoiceObservation.FieldsChecked(proven()));
        assertThat(after.authorization()).isNull();
        assertThat(after.permission()).isNull();
        assertThat(after.relation()).isNull();
    }

    @Test
    void whatAPersonVouchesForIsShownToWhoeverConsents() {
        InvoiceState read =
                agent.reduce(fieldsSaid(stuckText()), new InvoiceObservation.FieldsChecked(vouched("petra")));
        InvoiceState consent = agent.reduce(read, consulted(Samples.books(100)));
        assertThat(consent.phase()).isEqualTo(Phase.CONSENT);
        assertThat(agent.view().ask(consent).reasons()).anySatisfy(reason -> {
            assertThat(reason.code()).isEqualTo("SAID_BY_PERSON");
            assertThat(reason.where()).isEqualTo("gross");
            assertThat(reason.why()).startsWith("petra says this");
        });
    }

    @Test
    void aPersonChoosesWhatACorrectionDoesAndTheBooksAreAskedAgain() {
        assertThat(agent.personMay(correcting())).containsExactly(Kind.CHOOSE_RELATION);
        InvoiceState pending = said(correcting(), Kind.CHOOSE_RELATION, "{\"relation\":\"REPLACES\"}");
        InvoiceState chosen = agent.reduce(pending, new InvoiceObservation.RelationChosen(Relation.REPLACES));
        assertThat(chosen.phase()).isEqualTo(Phase.READ);
        assertThat(chosen.relation()).isEqualTo(Relation.REPLACES);
        assertThat(agent.personMay(stuck())).as("nothing to choose").isEmpty();
    }

    @Test
    void aPersonChoosesOnlyWhatTheBooksLeaveOpen() {
        assertThat(agent.validate(correcting(), new InvoiceAction.ChooseRelation(Relation.REPLACES)))
                .isEmpty();
        assertThat(agent.validate(correcting(), new InvoiceAction.ChooseRelation(Relation.UNRELATED)))
                .contains(new Rejection(
                        "RELATION_NOT_OPEN", "UNRELATED is no choice here; the choices are REPLACES, ADDS_TO"));
    }

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
        String json = CanonicalJson.mapper()
                .writeValueAsString(Samples.invoice())
                .replace("\"kind\":\"INVOICE\"", "\"kind\":\"CREDIT_NOTE\"");
        InvoiceFacts credit = CanonicalJson.mapper().readValue(json, InvoiceFacts.class);
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
        DocumentReading wrong = new DocumentReading.Structured(Samples.invoice(), Digest.of("i"), List.of(sum));
        InvoiceState state = after(read(wrong), unread(wrong));
        assertThat(state.outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(state.outcome().code()).isEqualTo("LINE_SUM");
    }

    @Test
    void theUnreadableIsRefusedByRule() {
        DocumentReading image = new DocumentReading.Unreadable("IMAGE", "an image");
        InvoiceState state = after(read(image), unread(image));
        assertThat(state.outcome().code()).isEqualTo("IMAGE");
        assertThat(state.route().rule()).isEqualTo("unreadable");
    }

    @Test
    void aKnownNumberIsADuplicate() {
        InvoiceState state = after(
                read(Samples.structured()),
                consulted(Samples.books(
                        BooksFacts.Supplier.KNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.SAME_NUMBER, 50_000)));
        assertThat(state.outcome())
                .isEqualTo(new Outcome.Duplicate(new Receipt("entry", "7"), "SAME_NUMBER", "rule duplicate"));
    }

    @Test
    void aChangedAccountNeedsConsentAndShowsBothMasked() {
        InvoiceState state = after(
                read(Samples.structured()),
                consulted(Samples.books(
                        BooksFacts.Supplier.KNOWN, BooksFacts.Account.CHANGED, BooksFacts.Duplicate.NONE, 50_000)));
        assertThat(state.phase()).isEqualTo(Phase.CONSENT);
        assertThat(agent.view().ask(state).reasons().get(0).why())
                .contains("DE02…999")
                .contains("DE89…000");
    }

    /** What is booked is what the document's totals say; the person sees that, and both amounts of each difference. */
    @Test
    void aDifferenceIsShownWithBothAmountsAndWhatWouldBeBooked() {
        InvoiceFacts plain = Samples.invoice();
        InvoiceFacts off = new InvoiceFacts(
                plain.kind(),
                plain.typeCode(),
                plain.source(),
                plain.number(),
                plain.issueDate(),
                plain.currency(),
                plain.net(),
                plain.tax(),
                plain.gross(),
                plain.prepaid(),
                plain.rounding(),
                plain.payable() + 500,
                plain.orderNumber(),
                plain.preceding(),
                plain.accounts(),
                1,
                List.of(new Finding("NO_LINES", "document", "no lines")),
                List.of(new InvoiceFacts.Difference(InvoiceFacts.Product.LINE, "line 1, BT-131", 160_000, 10_000, 1)),
                List.of());
        InvoiceState state = after(
                read(new DocumentReading.Structured(off, Digest.of("invoice"), List.of())),
                consulted(Samples.books(
                        BooksFacts.Supplier.KNOWN, BooksFacts.Account.CHANGED, BooksFacts.Duplicate.NONE, 50_000)));
        assertThat(agent.view().ask(state).reasons())
                .contains(
                        off.doubts().get(0),
                        new Finding(
                                "DIFFERENCE",
                                "line 1, BT-131",
                                "quantity × price comes to 1600.00 EUR, the document says 100.00 EUR, a difference of"
                                        + " 1500.00 EUR"),
                        new Finding(
                                "WOULD_BE_BOOKED",
                                "totals",
                                "the document's own totals: net 100.00 EUR, VAT 19.00 EUR, gross 119.00 EUR, payable"
                                        + " 124.00 EUR"));
        assertThat(agent.view().facts(state))
                .contains(new Fact("difference", "line 1, BT-131: 1600.00 EUR computed, 100.00 EUR stated"));
        assertThat(InvoiceEntry.of(state).orElseThrow().lines())
                .as("what is collected for somebody else is payable, too")
                .contains(
                        new JournalEntry.Line("expenses:third-party:NORDLICHT", 500),
                        new JournalEntry.Line("liabilities:payable:NORDLICHT", -12_400));
    }

    @Test
    void aDifferenceThatNeedsConsentIsLookedUpOnceAndThenAPersonIsAsked() {
        assertThat(agent.rule(differing()).name()).isEqualTo("look_up_terms");
        assertThat(explained().phase()).isEqualTo(Phase.CONSENT);
        assertThat(agent.legal(explained())).containsExactly(Kind.REQUEST_APPROVAL);
        assertThat(agent.rule(explained()).name()).isEqualTo("request_approval");
        InvoiceState asked = agent.consented(explained(), Samples.approval(Digest.of("other"), "w", "clerk"));
        InvoiceState again = agent.reduce(asked, consulted(Samples.books(100)));
        assertThat(again.phase()).isEqualTo(Phase.CONSENT);
        assertThat(agent.rule(again).name()).as("not again").isEqualTo("request_approval");
    }

    @Test
    void nothingIsLookedUpWhereNothingDiffersOrNobodyDecides() {
        assertThat(agent.legal(consent())).containsExactly(Kind.REQUEST_APPROVAL);
        InvoiceState tolerated = after(
                read(Samples.structured(Samples.differing(Samples.lineDifference()))),
                consulted(Samples.books(50_000)));
        assertThat(agent.legal(tolerated)).containsExactly(Kind.POST_ENTRY);
        assertThat(agent.legal(stuck())).containsExactly(Kind.ASK_PERSON);
    }

    /** So a record of a run that nobody looked anything up for is still a record of this agent. */
    @Test
    void aPersonMayBeAskedWithoutALookUp() {
        Gate<InvoiceState, InvoiceAction> gate = new Gate<>(agent);
        Proposal asks = proposal(differing(), Kind.REQUEST_APPROVAL);
        assertThat(gate.judge(differing(), asks)).isInstanceOf(Verdict.Accepted.class);
        assertThat(json(differing())).doesNotContain("terms");
    }

    @Test
    void whatIsFoundChangesNothingThatIsAskedPermittedOrBooked() {
        assertThat(explained()).isEqualTo(differing().with(draft -> draft.terms = CONTRACT));
        assertThat(agent.view().ask(explained())).isEqualTo(agent.view().ask(differing()));
        assertThat(InvoiceEntry.of(explained())).isEqualTo(InvoiceEntry.of(differing()));
    }

    @Test
    void whatAPersonMendsIsLookedUpAgain() {
        assertThat(agent.recheck(explained()).terms()).isNull();
        InvoiceState pending = said(
                explained().with(draft -> draft.books = Samples.books(List.of(Relation.ADDS_TO))),
                Kind.CHOOSE_RELATION,
                "{\"relation\":\"ADDS_TO\"}");
        assertThat(agent.reduce(pending, new InvoiceObservation.RelationChosen(Relation.ADDS_TO))
                        .terms())
                .isNull();
    }

    @Test
    void thePersonWhoDecidesIsToldWhereItStandsOrThatNothingWasFound() {
        assertThat(terms(differing())).isEmpty();
        assertThat(terms(explained())).containsExactly("0123456789abcdef/1/4, page 2");
        assertThat(agent.view().lookedUp(explained())).isEqualTo(explained().terms());
        assertThat(terms(agent.reduce(differing(), found(NOTHING)))).containsExactly("no terms found");
        assertThat(terms(agent.reduce(differing(), found(LookedUp.failed(Digest.of("q"), "ACTIVITY_TIMED_OUT")))))
                .containsExactly("no terms found; the library could not be searched: ACTIVITY_TIMED_OUT");
    }

    private List<String> terms(InvoiceState state) {
        return agent.view().facts(state).stream()
                .filter(fact -> fact.label().equals("terms"))
                .map(Fact::value)
                .toList();
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
        InvoiceState other = agent.consented(consent(), Samples.approval(Digest.of("other"), "w", "clerk"));
        InvoiceState again = agent.reduce(other, consulted(Samples.books(100)));
        assertThat(again.phase()).isEqualTo(Phase.CONSENT);
        assertThat(again.authorization()).isNull();
    }

    @Test
    void aModelThatIsOutLeavesTheTextToAPerson() {
        InvoiceState state =
                agent.reduce(extracting(), new TurnFailure.PlannerUnavailable("MODEL_NOT_CONFIGURED", "no model"));
        assertThat(state.phase()).isEqualTo(Phase.STUCK);
        assertThat(agent.view().ask(state).reasons().get(0).code()).isEqualTo("MODEL_NOT_CONFIGURED");
    }

    @Test
    void threeUnprovenReadingsLeaveTheTextToAPerson() {
        var unproven = new InvoiceObservation.FieldsChecked(Samples.attested(
                new FieldReading.Unproven(List.of(new Finding("NOT_IN_DOCUMENT", "gross", "not there")))));
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
        assertThat(gate.judge(cleared(), agent.rule(cleared()))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void aRefusedGrantIsAskedOfAPerson() {
        InvoiceState state = agent.reduce(
                cleared(),
                new InvoiceObservation.EntryAnswered(
                        new EffectActivities.Refused("CEILING_EXCEEDED", "too much", null)));
        assertThat(state.phase()).isEqualTo(Phase.CONSENT);
    }

    @Test
    void aStaleGrantIsLookedUpAgainOnceAndThenAskedOfAPerson() {
        InvoiceObservation stale = new InvoiceObservation.EntryAnswered(
                new EffectActivities.Refused("PERMISSION_STALE", "a day ago", null));
        InvoiceState again = agent.reduce(cleared(), stale);
        assertThat(again.phase()).isEqualTo(Phase.READ);
        InvoiceState twice = agent.reduce(agent.reduce(again, consulted(Samples.books(50_000))), stale);
        assertThat(twice.stuck()).returns("PERMISSION_STALE", Finding::code);
    }

    @Test
    void aRecheckLooksAtTheBooksAgain() {
        assertThat(agent.recheck(stuck()).phase()).isEqualTo(Phase.READ);
    }

    // ---- contract

    @Override
    protected Agent<InvoiceState, InvoiceAction, InvoiceObservation> agent() {
        return agent;
    }

    @Override
    protected InvoiceState initial() {
        return InvoiceState.received(Samples.DOCUMENT);
    }

    @Override
    protected List<InvoiceState> states() {
        return List.of(
                initial(),
                after(read(Samples.structured())),
                after(read(Samples.text())),
                extracting(),
                stuck(),
                stuckText(),
                consentToText(),
                correcting(),
                consent(),
                differing(),
                explained(),
                consented(),
                cleared(),
                cleared().ended(new Outcome.Done("POSTED", new Receipt("entry", "1"), "BOOKED", "booked")));
    }

    @Override
    protected List<String> phases() {
        return Stream.of(Phase.values()).map(Phase::name).toList();
    }

    @Override
    protected Proposal proposal(InvoiceState state, ActionKind kind) {
        Digest known = InvoiceEntry.digest(state);
        String intent = (known == null ? Digest.of("none") : known).hex();
        String arguments = switch ((Kind) kind) {
            case READ_DOCUMENT, CONSULT_BOOKS, LOOK_UP_TERMS -> "{}";
            case ASK_PERSON -> "{\"reason\":\"FIELDS_MISSING\"}";
            case REQUEST_APPROVAL, POST_ENTRY -> "{\"intent\":\"" + intent + "\"}";
            case CHOOSE_RELATION -> "{\"relation\":\"ADDS_TO\"}";
            case RECORD_FIELDS -> "{\"fields\":" + json(Samples.fields()) + "}";
        };
        return new Proposal(kind.wire(), arguments);
    }

    @Override
    protected List<InvoiceObservation> observations() {
        return List.of(
                read(Samples.structured()),
                read(Samples.text()),
                read(new DocumentReading.Unreadable("IMAGE", "an image")),
                consulted(Samples.books(50_000)),
                consulted(Samples.books(50_000)),
                consulted(Samples.books(100)),
                consulted(Samples.books(
                        BooksFacts.Supplier.UNKNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.NONE, 0)),
                unread(Samples.text()),
                new InvoiceObservation.FieldsChecked(Samples.attested(new FieldReading.Proven(
                        Samples.invoice(InvoiceFacts.Source.TEXT, 11_900), Digest.of("i"), null))),
                new InvoiceObservation.FieldsChecked(Samples.attested(
                        new FieldReading.Unproven(List.of(new Finding("NOT_IN_DOCUMENT", "gross", "not there"))))),
                new InvoiceObservation.FieldsChecked(vouched("petra")),
                new InvoiceObservation.RelationChosen(Relation.ADDS_TO),
                read(Samples.structured(Samples.differing(Samples.lineDifference()))),
                found(CONTRACT),
                new InvoiceObservation.EntryAnswered(new EffectActivities.Done(new Receipt("entry", "1"))),
                new InvoiceObservation.EntryAnswered(new EffectActivities.AlreadyDone(new Receipt("entry", "7"))),
                new InvoiceObservation.EntryAnswered(new EffectActivities.Refused(
                        EffectActivities.Refused.BUSINESS_KEY_TAKEN, "taken", new Receipt("entry", "8"))),
                new InvoiceObservation.EntryAnswered(
                        new EffectActivities.Refused("SUPPLIER_INACTIVE", "closed", null)));
    }

    @Override
    protected boolean requiredFacts(InvoiceState state, ActionKind kind) {
        Authorization authorization = state.authorization();
        return authorization != null
                && state.facts() != null
                && state.findings().isEmpty()
                && authorization.intent().equals(InvoiceEntry.digest(state));
    }

    @Override
    protected List<String> frozenObservations() {
        return List.of(
                "document_read",
                "books_consulted",
                "fields_checked",
                "relation_chosen",
                "terms_looked_up",
                "entry_answered");
    }

    @Override
    protected List<String> frozenWords() {
        return List.of("POSTED");
    }

    @Override
    protected List<String> frozenVocabulary() {
        return List.of(
                "read_document READ",
                "consult_books READ",
                "record_fields READ",
                "choose_relation READ",
                "look_up_terms READ",
                "ask_person REVERSIBLE",
                "request_approval REVERSIBLE",
                "post_entry IRREVERSIBLE");
    }

    private static String json(Object value) {
        try {
            return CanonicalJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
