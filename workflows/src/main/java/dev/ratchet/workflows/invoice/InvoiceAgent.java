package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentView;
import dev.ratchet.workflows.agent.Budget;
import dev.ratchet.workflows.agent.Clearance;
import dev.ratchet.workflows.agent.Decision;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.TurnFailure;
import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.agent.planner.ModelQuestion;
import dev.ratchet.workflows.agent.rules.Route;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consultation;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consulted;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.policy.Ruling;
import dev.ratchet.workflows.invoice.InvoiceAction.Kind;
import dev.ratchet.workflows.invoice.InvoiceState.Phase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The invoice agent: what is legal, what is proposed by rule, what is valid, what an observation changes, when to stop. */
public final class InvoiceAgent implements Agent<InvoiceState, InvoiceAction, InvoiceObservation> {

    /** The prompt by which a model reads a text. */
    static final String PROMPT = "invoice-extract@1";

    /** A text is given up after this many proposals in a row that the gate or the document disproves. */
    static final int ATTEMPTS = 3;

    static final int COMPLETION_TOKENS = 4_000;

    /** Turns, rejections, tokens, money, and 45 days, so that a person may take three weeks twice. */
    private static final Budget.Amounts BUDGET =
            new Budget.Amounts(500, 12, 120_000, 2_000_000, 45L * 24 * 3600 * 1000);

    /** By these the ledger says that another invoice was booked since the books were consulted: they are asked again, once. */
    private static final List<String> OVERTAKEN = List.of(
            "ORDER_EXCEEDED",
            "CORRECTED_EXCEEDED",
            "NEAR_DUPLICATE",
            "PERMISSION_STALE",
            "REFERRED_TO",
            "PREPAYMENT_OPEN");

    /** By these it says the same whoever authorized the entry: the intent is about books that are no longer so. */
    private static final List<String> OTHER_BOOKS = List.of("BUSINESS_KEY_TAKEN", "NOT_REVERSIBLE", "NOT_SETTLED");

    private static final Finding NOTHING_TO_BOOK =
            new Finding("NOTHING_TO_BOOK", "entry", "this document moves no amount; there is nothing to book");

    // ---- legal

    @Override
    public String name() {
        return InvoiceWorkflow.AGENT;
    }

    @Override
    public List<Kind> vocabulary() {
        return List.of(Kind.values());
    }

    @Override
    public Class<InvoiceState> states() {
        return InvoiceState.class;
    }

    @Override
    public Class<InvoiceAction> actions() {
        return InvoiceAction.class;
    }

    @Override
    public Class<InvoiceObservation> observations() {
        return InvoiceObservation.class;
    }

    @Override
    public AgentView<InvoiceState> view() {
        return new InvoiceView();
    }

    @Override
    public Budget.Amounts budget() {
        return BUDGET;
    }

    @Override
    public String phase(InvoiceState state) {
        return state.phase().name();
    }

    @Override
    public List<Kind> legal(InvoiceState state) {
        return InvoiceTerms.wanted(state)
                ? List.of(Kind.LOOK_UP_TERMS, Kind.REQUEST_APPROVAL)
                : state.phase().legal();
    }

    @Override
    public List<Kind> personMay(InvoiceState state) {
        return InvoiceProposals.open(state);
    }

    @Override
    public String whyNotAllowed(InvoiceState state, ActionKind kind) {
        if (state.phase() == Phase.ENDED) {
            return "the run has ended";
        }
        return switch ((Kind) kind) {
            case READ_DOCUMENT -> "the document has been read";
            case CONSULT_BOOKS ->
                state.reading() == null
                        ? "the document has not been read"
                        : "the books have answered; they are asked again after a person acts";
            case RECORD_FIELDS ->
                "only a text whose fields are unknown is read by a model, and a person corrects one while the run waits";
            case CHOOSE_RELATION ->
                "only a person chooses, while the run waits, and only where an earlier document is named or has the number";
            case LOOK_UP_TERMS -> "no difference waits for consent, or the library has been asked";
            case ASK_PERSON -> "nothing needs mending by a person";
            case REQUEST_APPROVAL -> "no rule asks for a person's consent now";
            case POST_ENTRY -> "nothing has authorized the entry";
        };
    }

    // ---- plan

    /** In every phase but EXTRACTING there is one thing to do; a difference is looked up before a person is asked. */
    @Override
    public Proposal rule(InvoiceState state) {
        Kind kind = legal(state).get(0);
        String arguments = switch (kind) {
            case READ_DOCUMENT, CONSULT_BOOKS, RECORD_FIELDS, CHOOSE_RELATION, LOOK_UP_TERMS -> "{}";
            case ASK_PERSON -> "{\"reason\":\"CANNOT_PROCEED\"}";
            case REQUEST_APPROVAL -> intent(InvoiceEntry.digest(state));
            case POST_ENTRY ->
                intent(
                        state.authorization() == null
                                ? null
                                : state.authorization().intent());
        };
        return new Proposal(kind.wire(), arguments);
    }

    private static String intent(@Nullable Digest digest) {
        return "{\"intent\":\"" + (digest == null ? "" : digest.hex()) + "\"}";
    }

    @Override
    public Optional<ModelQuestion> question(InvoiceState state) {
        return state.phase() == Phase.EXTRACTING && state.reading() instanceof DocumentReading.Text text
                ? Optional.of(new ModelQuestion(
                        PROMPT,
                        List.of(new ModelActivities.Data("DOCUMENT", text.text())),
                        state.unproven() < 2 ? ModelTier.SMALL : ModelTier.LARGE,
                        state.unproven() > 0 ? "NOT_PROVEN_BY_THE_DOCUMENT" : null,
                        COMPLETION_TOKENS,
                        ModelQuestion.USUAL_PATIENCE))
                : Optional.empty();
    }

    @Override
    public Optional<PersonStatement> pending(InvoiceState state) {
        return Optional.ofNullable(state.pending());
    }

    // ---- validate

    @Override
    public Optional<Rejection> validate(InvoiceState state, InvoiceAction action) {
        if (action instanceof InvoiceAction.RecordFields proposed) {
            return FieldClaims.unusable(proposed.fields(), state.pending() == null);
        }
        if (action instanceof InvoiceAction.ChooseRelation chosen) {
            return InvoiceProposals.notOpen(state, chosen.relation());
        }
        if (action instanceof InvoiceAction.RequestApproval request) {
            return otherIntent(state, request.intent());
        }
        if (action instanceof InvoiceAction.PostEntry post) {
            Authorization authorization = state.authorization();
            return authorization == null || !authorization.intent().equals(post.intent())
                    ? Optional.of(new Rejection("NOT_AUTHORIZED", "no authorization names this intent"))
                    : otherIntent(state, post.intent());
        }
        return Optional.empty();
    }

    private static Optional<Rejection> otherIntent(InvoiceState state, Digest proposed) {
        return proposed.equals(InvoiceEntry.digest(state))
                ? Optional.empty()
                : Optional.of(new Rejection("OTHER_INTENT", "the intent is not that of this invoice's entry"));
    }

    // ---- reduce

    @Override
    public InvoiceState reduce(InvoiceState state, InvoiceObservation observation) {
        if (state.pending() != null) {
            return InvoiceProposals.judged(state, state.pending(), observation);
        }
        return switch (state.phase()) {
            case RECEIVED -> observation instanceof InvoiceObservation.DocumentRead read ? read(state, read) : state;
            case READ, CONSENTED ->
                observation instanceof InvoiceObservation.BooksConsulted consulted
                        ? consulted(state, consulted.consultation())
                        : state;
            case EXTRACTING ->
                observation instanceof InvoiceObservation.FieldsChecked checked
                        ? checked(state, checked.reading())
                        : state;
            case CLEARED ->
                observation instanceof InvoiceObservation.EntryAnswered answered
                        ? answered(state, answered.result())
                        : state;
            case CONSENT ->
                observation instanceof InvoiceObservation.TermsLookedUp found
                        ? state.with(draft -> draft.terms = found.terms())
                        : state;
            case STUCK, ENDED -> state;
        };
    }

    private static InvoiceState read(InvoiceState state, InvoiceObservation.DocumentRead observation) {
        return state.with(draft -> {
            draft.phase = Phase.READ;
            draft.read = observation.reading();
            draft.findings = InvoiceRules.findings(observation.reading().value());
        });
    }

    private static InvoiceState consulted(InvoiceState before, Consultation consultation) {
        Consulted now = consultation.consulted();
        InvoiceState state = before.with(draft -> {
            draft.bundle = draft.bundle == null ? consultation.bundle() : draft.bundle;
            draft.route = draft.route == null ? now.route() : draft.route;
            draft.policy = now.policy() == null ? draft.policy : now.policy();
            draft.permission = now.permission();
            draft.books = now.books();
            draft.stuck = null;
        });
        return now.policy() == null ? unruled(state) : ruled(state, now.route(), now.policy());
    }

    /** No invoice to rule on: unreadable, inconsistent, or a text that nobody has read yet. */
    private static InvoiceState unruled(InvoiceState state) {
        if (!state.findings().isEmpty()) {
            Finding first = state.findings().get(0);
            return state.ended(new Outcome.Refused(first.code(), first.why(), state.findings()));
        }
        Ruling route = Objects.requireNonNull(state.route());
        return Route.valueOf(route.then()) == Route.REASON
                ? state.with(draft -> draft.phase = Phase.EXTRACTING)
                : state.stuck(new Finding("READ_BY_PERSON", "document", route.why()));
    }

    /** @param route what routing says of the facts as they are now; a person may have mended what the first ruling saw */
    private static InvoiceState ruled(InvoiceState state, Ruling route, Ruling policy) {
        Clearance clearance = Clearance.of(new Clearance.Case(
                policy,
                route,
                Objects.requireNonNull(state.bundle()),
                InvoiceEntry.digest(state),
                state.authorization(),
                NOTHING_TO_BOOK));
        if (clearance instanceof Clearance.Cleared cleared) {
            return state.with(draft -> {
                draft.phase = Phase.CLEARED;
                draft.authorization = cleared.authorization();
            });
        }
        if (clearance instanceof Clearance.NeedsConsent) {
            return needsConsent(state);
        }
        if (clearance instanceof Clearance.NeedsMending mending) {
            return state.stuck(mending.what());
        }
        if (clearance instanceof Clearance.Refused refused) {
            return state.ended(new Outcome.Refused(refused.code(), refused.why()));
        }
        BooksFacts books = Objects.requireNonNull(state.books());
        return state.ended(new Outcome.Duplicate(
                books.otherEntry() == null ? null : new Receipt("entry", String.valueOf(books.otherEntry())),
                books.duplicate().name(),
                ((Clearance.Duplicate) clearance).why()));
    }

    private static InvoiceState needsConsent(InvoiceState state) {
        return state.with(draft -> {
            draft.phase = Phase.CONSENT;
            draft.authorization = null;
        });
    }

    private static InvoiceState checked(InvoiceState state, Attested<FieldReading> reading) {
        if (reading.value() instanceof FieldReading.Proven) {
            return state.with(draft -> {
                draft.phase = Phase.READ;
                draft.fields = reading;
                draft.unproven = 0;
            });
        }
        Finding first = ((FieldReading.Unproven) reading.value()).findings().get(0);
        InvoiceState counted = state.with(draft -> draft.unproven++);
        return counted.unproven() < ATTEMPTS ? counted : counted.stuck(first);
    }

    @Override
    public InvoiceState consented(InvoiceState state, Approval approval) {
        return state.phase() == Phase.CONSENT
                ? state.with(draft -> {
                    draft.phase = Phase.CONSENTED;
                    draft.authorization = new Authorization.Approved(approval.intent(), List.of(approval));
                    draft.objections = List.of();
                })
                : state;
    }

    @Override
    public InvoiceState recheck(InvoiceState state) {
        return state.phase() == Phase.ENDED
                ? state
                : state.with(draft -> {
                    draft.phase = awaitsModel(state) ? Phase.EXTRACTING : Phase.READ;
                    draft.authorization = null;
                    draft.terms = null;
                    draft.unproven = 0;
                    draft.stuck = null;
                    draft.pending = null;
                    draft.objections = List.of();
                });
    }

    @Override
    public InvoiceState proposed(InvoiceState state, PersonStatement statement) {
        return InvoiceProposals.pending(state, statement);
    }

    @Override
    public InvoiceState ended(InvoiceState state, Outcome outcome) {
        return state.phase() == Phase.ENDED ? state : state.ended(outcome);
    }

    private static boolean awaitsModel(InvoiceState state) {
        Ruling route = state.route();
        return state.facts() == null && route != null && Route.valueOf(route.then()) == Route.REASON;
    }

    private static InvoiceState answered(InvoiceState state, EffectActivities.Result result) {
        if (result instanceof EffectActivities.Done done) {
            return state.ended(new Outcome.Done(
                    InvoiceWorkflow.POSTED,
                    done.receipt(),
                    "BOOKED",
                    "booked as " + done.receipt().text()));
        }
        if (result instanceof EffectActivities.AlreadyDone done) {
            return state.ended(alreadyBooked(done.receipt()));
        }
        EffectActivities.Refused refusal = (EffectActivities.Refused) result;
        boolean grant = state.authorization() instanceof Authorization.PolicyGrant;
        boolean overtaken = OTHER_BOOKS.contains(refusal.code()) || (grant && OVERTAKEN.contains(refusal.code()));
        if (overtaken && state.overtaken() == 0) {
            return state.with(draft -> {
                draft.phase = Phase.READ;
                draft.authorization = null;
                draft.overtaken++;
            });
        }
        return grant && refusal.code().equals("CEILING_EXCEEDED")
                ? needsConsent(state)
                : state.stuck(new Finding(refusal.code(), "ledger", refusal.why()));
    }

    private static Outcome alreadyBooked(Receipt receipt) {
        return new Outcome.Duplicate(receipt, "SAME_NUMBER", "this invoice is already booked as " + receipt.text());
    }

    @Override
    public InvoiceState reduce(InvoiceState state, TurnFailure failure) {
        if (state.phase() == Phase.ENDED) {
            return state;
        }
        if (failure instanceof TurnFailure.PersonRejected no) {
            return InvoiceProposals.objected(state, no.person(), List.of(new Finding(no.code(), "proposal", no.why())));
        }
        if (failure instanceof TurnFailure.PlannerUnavailable out) {
            return state.phase() == Phase.EXTRACTING
                    ? state.stuck(new Finding(out.code(), "model", out.why()))
                    : state.ended(new Outcome.Failed(out.code(), out.why()));
        }
        TurnFailure.ProposalRejected rejected = (TurnFailure.ProposalRejected) failure;
        if (rejected.inARow() < ATTEMPTS) {
            return state;
        }
        return state.phase() == Phase.EXTRACTING
                ? state.stuck(new Finding(
                        rejected.code(),
                        "model",
                        "the model proposed " + rejected.inARow() + " times what the gate rejected"))
                : state.ended(new Outcome.Failed(rejected.code(), "the rule planner's proposal was rejected"));
    }

    // ---- decide

    @Override
    public Decision decide(InvoiceState state, Budget budget) {
        Outcome outcome = state.outcome();
        return outcome == null ? Decision.goOn() : Decision.stop(outcome);
    }
}
