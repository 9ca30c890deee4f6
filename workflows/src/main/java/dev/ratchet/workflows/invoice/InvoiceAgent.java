package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.Budget;
import dev.ratchet.workflows.agent.Decision;
import dev.ratchet.workflows.agent.FactType;
import dev.ratchet.workflows.agent.Rejection;
import dev.ratchet.workflows.agent.Route;
import dev.ratchet.workflows.agent.Router;
import dev.ratchet.workflows.agent.Rules.InvalidRules;
import dev.ratchet.workflows.agent.Ruling;
import dev.ratchet.workflows.agent.Setback;
import dev.ratchet.workflows.contract.Approval;
import dev.ratchet.workflows.contract.Authorization;
import dev.ratchet.workflows.contract.BooksFacts;
import dev.ratchet.workflows.contract.Bundle;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.ExtractedFields;
import dev.ratchet.workflows.contract.FieldReading;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.JournalEntry;
import dev.ratchet.workflows.contract.LedgerActivities.AlreadyBooked;
import dev.ratchet.workflows.contract.LedgerActivities.NotPosted;
import dev.ratchet.workflows.contract.LedgerActivities.Posted;
import dev.ratchet.workflows.contract.LedgerActivities.Receipt;
import dev.ratchet.workflows.contract.PolicyActivities.Consultation;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Rulebook;
import dev.ratchet.workflows.invoice.InvoiceAction.Kind;
import dev.ratchet.workflows.invoice.InvoiceState.Phase;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The invoice agent's rules: facts for routing, what is legal, what is valid, what an observation changes, when to stop. */
public final class InvoiceAgent implements Agent<InvoiceState, InvoiceAction, InvoiceObservation, Outcome> {

    /** Version of the prompt by which a model reads a text. */
    static final String PROMPT = "invoice-extract@1";

    /** A text is given up after this many proposals in a row that the gate or the document disproves. */
    static final int ATTEMPTS = 3;

    /** For one invoice: turns, rejections, tokens, money, and 45 days, so that a person may take three weeks twice. */
    static final Budget.Amounts BUDGET = new Budget.Amounts(500, 12, 120_000, 2_000_000, 45L * 24 * 3600 * 1000);

    /** By these the ledger says that another invoice was booked since the books were consulted: they are asked again, once. */
    private static final List<String> OVERTAKEN = List.of("ORDER_EXCEEDED", "CORRECTED_EXCEEDED", "NEAR_DUPLICATE");

    /** What policy rules may decide. */
    enum Authority {
        /** Post without a person, within the ledger's own ceiling. */
        POST,
        /** A person of the rule's {@code role} must consent. */
        APPROVE,
        /** A person of the rule's {@code role} must mend something first. */
        MEND,
        DUPLICATE,
        /** Not booked; the rule's {@code code} says why. */
        REFUSE
    }

    private final Router router;

    public InvoiceAgent(Router router) {
        this.router = router;
    }

    /** A router that knows the facts which rule books may speak about. */
    public static Router router() {
        return new Router(routingFacts(), policyFacts());
    }

    /**
     * Whether this agent can work with a rule book.
     *
     * @throws InvalidRules naming the rule and what is wrong with it
     */
    public static void check(Rulebook book) throws InvalidRules {
        router().check(book);
        for (Rulebook.Rule rule : book.policy()) {
            if (Stream.of(Authority.values()).noneMatch(word -> word.name().equals(rule.then()))) {
                throw new InvalidRules("rule '" + rule.id() + "': '" + rule.then() + "' is not a decision; use one of "
                        + List.of(Authority.values()));
            }
            boolean person = rule.then().equals("APPROVE") || rule.then().equals("MEND");
            if (person && !rule.with().containsKey("role")) {
                throw new InvalidRules("rule '" + rule.id() + "': " + rule.then() + " needs 'with: {role: ...}'");
            }
        }
    }

    // ---- route facts

    private static SortedMap<String, FactType> routingFacts() {
        SortedMap<String, FactType> types = new TreeMap<>();
        types.put("reading", FactType.TEXT);
        types.put("source", FactType.TEXT);
        types.put("problems", FactType.NUMBER);
        types.put("authority", FactType.TEXT);
        return types;
    }

    private static SortedMap<String, FactType> policyFacts() {
        SortedMap<String, FactType> types = new TreeMap<>();
        types.put("kind", FactType.TEXT);
        types.put("source", FactType.TEXT);
        types.put("structured", FactType.FLAG);
        types.put("amount", FactType.NUMBER);
        types.put("currency", FactType.TEXT);
        types.put("supplier", FactType.TEXT);
        types.put("account", FactType.TEXT);
        types.put("other_accounts", FactType.NUMBER);
        types.put("order", FactType.TEXT);
        types.put("duplicate", FactType.TEXT);
        types.put("correction", FactType.TEXT);
        types.put("auto_post_up_to", FactType.NUMBER);
        types.put("ambiguous", FactType.NUMBER);
        types.put("bookable", FactType.FLAG);
        types.put("negative", FactType.FLAG);
        return types;
    }

    private static SortedMap<String, Object> routingFacts(InvoiceState state, Optional<Ruling> policy) {
        SortedMap<String, Object> facts = new TreeMap<>();
        facts.put("reading", readingName(state));
        facts.put("source", state.facts() == null ? "" : state.facts().source().name());
        facts.put("problems", (long) state.findings().size());
        facts.put("authority", policy.map(Ruling::then).orElse(""));
        return facts;
    }

    private static String readingName(InvoiceState state) {
        if (state.reading() instanceof DocumentReading.Structured) {
            return "structured";
        }
        return state.reading() instanceof DocumentReading.Text ? "text" : "unreadable";
    }

    static SortedMap<String, Object> policyFacts(InvoiceState state) {
        InvoiceFacts invoice = state.knownFacts();
        BooksFacts books = Objects.requireNonNull(state.books());
        Optional<JournalEntry> entry = InvoiceEntry.of(state);
        SortedMap<String, Object> facts = new TreeMap<>();
        facts.put("kind", invoice.kind().name());
        facts.put("source", invoice.source().name());
        facts.put("structured", invoice.source().structured());
        facts.put("amount", entry.map(JournalEntry::size).orElse(Math.abs(invoice.gross())));
        facts.put("currency", invoice.currency());
        facts.put("supplier", books.supplier().name());
        facts.put("account", books.account().name());
        facts.put("other_accounts", (long) invoice.otherAccounts());
        facts.put("order", books.order().name());
        facts.put("duplicate", books.duplicate().name());
        facts.put("correction", books.correction().name());
        facts.put("auto_post_up_to", books.autoPostUpTo());
        facts.put("ambiguous", (long) invoice.ambiguous().size());
        facts.put("negative", invoice.gross() < 0);
        facts.put("bookable", entry.isPresent() || books.supplierId() == null);
        return facts;
    }

    // ---- allowed

    @Override
    public String name() {
        return "invoice";
    }

    @Override
    public List<Kind> vocabulary() {
        return List.of(Kind.values());
    }

    @Override
    public Class<InvoiceAction> actions() {
        return InvoiceAction.class;
    }

    @Override
    public String phase(InvoiceState state) {
        return state.phase().name();
    }

    @Override
    public List<Kind> legal(InvoiceState state) {
        return state.phase().legal();
    }

    @Override
    public String barred(InvoiceState state, ActionKind kind) {
        if (state.phase() == Phase.ENDED) {
            return "the run has ended";
        }
        return switch ((Kind) kind) {
            case READ_DOCUMENT -> "the document has been read";
            case CONSULT_BOOKS ->
                state.reading() == null
                        ? "the document has not been read"
                        : "the books have answered; they are asked again after a person acts";
            case RECORD_FIELDS -> "only a text whose fields are unknown is read by a model";
            case ASK_PERSON -> "nothing needs mending by a person";
            case REQUEST_APPROVAL -> "no rule asks for a person's consent now";
            case POST_ENTRY -> "nothing has authorized the entry";
        };
    }

    // ---- validate

    @Override
    public Optional<Rejection> validate(InvoiceState state, InvoiceAction action) {
        if (action instanceof InvoiceAction.RecordFields proposed) {
            return unusable(proposed.fields());
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
        return InvoiceEntry.intent(state).filter(proposed::equals).isPresent()
                ? Optional.empty()
                : Optional.of(new Rejection("OTHER_INTENT", "the intent is not that of this invoice's entry"));
    }

    /** Bounds only; whether the document says so is for the document to answer. */
    private static Optional<Rejection> unusable(ExtractedFields fields) {
        boolean tooMany = fields.lines().size() > 200;
        boolean unshown = Stream.of(
                        fields.number(),
                        fields.issueDate(),
                        fields.supplierName(),
                        fields.supplierTaxId(),
                        fields.currency(),
                        fields.net(),
                        fields.tax(),
                        fields.gross(),
                        fields.iban(),
                        fields.orderNumber(),
                        fields.correctedNumber())
                .filter(Objects::nonNull)
                .anyMatch(claim -> claim.value().isBlank()
                        || claim.evidence().isBlank()
                        || claim.value().length() > 200
                        || claim.evidence().length() > 200);
        return tooMany || unshown
                ? Optional.of(new Rejection(
                        "UNSHOWN_FIELD", "every field needs a value and evidence of at most 200 characters each"))
                : Optional.empty();
    }

    // ---- reduce

    @Override
    public InvoiceState reduce(InvoiceState state, InvoiceObservation observation) {
        if (state.phase() == Phase.ENDED) {
            return state;
        }
        if (observation instanceof InvoiceObservation.ToolFailed failed) {
            return state.ended(new Outcome.Failed(failed.code(), failed.why()));
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
                        : decided(state, observation);
            case STUCK, CONSENT -> decided(state, observation);
            case CLEARED ->
                observation instanceof InvoiceObservation.EntryAnswered answered
                        ? answered(state, answered.receipt())
                        : state;
            case ENDED -> state;
        };
    }

    private static InvoiceState read(InvoiceState state, InvoiceObservation.DocumentRead observation) {
        return state.with(draft -> {
            draft.phase = Phase.READ;
            draft.reading = observation.reading();
            if (observation.reading() instanceof DocumentReading.Structured structured) {
                draft.facts = structured.facts();
                draft.findings = structured.findings();
            } else if (observation.reading() instanceof DocumentReading.Unreadable unreadable) {
                draft.findings = List.of(new Finding(unreadable.code(), "document", unreadable.why()));
            }
        });
    }

    private InvoiceState consulted(InvoiceState before, Consultation consultation) {
        InvoiceState state = before.with(draft -> {
            if (draft.rules == null) {
                draft.rules = consultation.rules();
                draft.bundle = Bundle.of(
                        consultation.build(),
                        consultation.rules().version(),
                        consultation.rules().hash(),
                        Collections.singletonMap(name(), PROMPT));
            }
            draft.books = consultation.books();
            draft.stuck = null;
        });
        var rules = Objects.requireNonNull(state.rules());
        Optional<Ruling> policy = state.facts() == null || !state.findings().isEmpty()
                ? Optional.empty()
                : Optional.of(router.policy(rules, policyFacts(state)));
        Ruling now = router.route(rules, routingFacts(state, policy));
        Ruling route = state.route() == null ? now : state.route();
        InvoiceState ruled = state.with(draft -> {
            draft.route = route;
            policy.ifPresent(ruling -> draft.policy = ruling);
        });
        return policy.isPresent() ? ruled(ruled, now, policy.get()) : unruled(ruled, route);
    }

    /** No invoice to rule on: unreadable, inconsistent, or a text that nobody has read yet. */
    private static InvoiceState unruled(InvoiceState state, Ruling route) {
        if (!state.findings().isEmpty()) {
            Finding first = state.findings().get(0);
            return state.ended(new Outcome.Refused(first.code(), first.why(), state.findings()));
        }
        return Route.valueOf(route.then()) == Route.REASON
                ? state.with(draft -> draft.phase = Phase.EXTRACTING)
                : state.stuck("READ_BY_PERSON", "document", route.why());
    }

    /** @param now what routing says of the facts as they are now; a person may have mended what the first ruling saw */
    private static InvoiceState ruled(InvoiceState state, Ruling now, Ruling policy) {
        boolean personFirst = Route.valueOf(now.then()) == Route.HUMAN;
        return switch (authority(policy)) {
            case REFUSE ->
                state.ended(new Outcome.Refused(
                        policy.with().getOrDefault("code", "REFUSED_BY_POLICY"), policy.why(), List.of()));
            case DUPLICATE -> state.ended(new Outcome.Duplicate(otherEntry(state), duplicateCode(state), policy.why()));
            case MEND -> state.stuck(policy.with().getOrDefault("code", "MEND"), policy.rule(), policy.why());
            case APPROVE -> consent(state, Optional.of(role(state)));
            case POST ->
                personFirst || state.phase() == Phase.CONSENTED
                        ? consent(state, Optional.empty())
                        : granted(state, policy);
        };
    }

    private static Authority authority(Ruling policy) {
        return Authority.valueOf(policy.then());
    }

    private static long otherEntry(InvoiceState state) {
        Long other = Objects.requireNonNull(state.books()).otherEntry();
        return other == null ? 0 : other;
    }

    private static String duplicateCode(InvoiceState state) {
        return Objects.requireNonNull(state.books()).duplicate().name();
    }

    private static InvoiceState granted(InvoiceState state, Ruling policy) {
        Optional<Digest> intent = InvoiceEntry.intent(state);
        return intent.isEmpty()
                ? nothingToBook(state)
                : state.with(draft -> {
                    draft.phase = Phase.CLEARED;
                    draft.authorization = new Authorization.PolicyGrant(
                            intent.get(), policy.rule(), policy.version(), policy.rules());
                });
    }

    /**
     * Consent once given counts only for the very same intent, and for the role that is asked for now; anything else is
     * asked again.
     */
    private static InvoiceState consent(InvoiceState state, Optional<String> role) {
        Optional<Digest> intent = InvoiceEntry.intent(state);
        if (intent.isEmpty()) {
            return nothingToBook(state);
        }
        boolean holds = state.phase() == Phase.CONSENTED
                && state.authorization() instanceof Authorization.Approved approved
                && approved.intent().equals(intent.get())
                && approved.approvals().stream()
                        .allMatch(approval -> role.isEmpty() || role.get().equals(approval.role()));
        return state.with(draft -> {
            draft.phase = holds ? Phase.CLEARED : Phase.CONSENT;
            draft.authorization = holds ? draft.authorization : null;
        });
    }

    private static InvoiceState nothingToBook(InvoiceState state) {
        return state.stuck("NOTHING_TO_BOOK", "entry", "this document moves no amount; there is nothing to book");
    }

    /** Who decides in this state. */
    static String role(InvoiceState state) {
        Ruling policy = state.policy();
        return policy == null ? "clerk" : policy.with().getOrDefault("role", "controller");
    }

    private static InvoiceState checked(InvoiceState state, FieldReading reading) {
        if (reading instanceof FieldReading.Proven proven) {
            return state.with(draft -> {
                draft.phase = Phase.READ;
                draft.facts = proven.facts();
                draft.unproven = 0;
            });
        }
        Finding first = ((FieldReading.Unproven) reading).findings().get(0);
        InvoiceState counted = state.with(draft -> draft.unproven++);
        return counted.unproven() < ATTEMPTS ? counted : counted.stuck(first.code(), first.where(), first.why());
    }

    private static InvoiceState decided(InvoiceState state, InvoiceObservation observation) {
        if (observation instanceof InvoiceObservation.Consented consented && state.phase() == Phase.CONSENT) {
            Approval approval = consented.approval();
            return state.with(draft -> {
                draft.phase = Phase.CONSENTED;
                draft.authorization = new Authorization.Approved(approval.intent(), List.of(approval));
            });
        }
        if (observation instanceof InvoiceObservation.Denied denied) {
            return state.ended(
                    new Outcome.Refused("DENIED", "denied by " + denied.by() + ": " + denied.why(), List.of()));
        }
        if (observation instanceof InvoiceObservation.Expired) {
            return state.ended(new Outcome.Refused(
                    "NOBODY_DECIDED",
                    "nobody decided in time; submit it again with --again to ask once more",
                    List.of()));
        }
        if (observation instanceof InvoiceObservation.RecheckAsked) {
            return state.with(draft -> {
                draft.phase = awaitsModel(state) ? Phase.EXTRACTING : Phase.READ;
                draft.unproven = 0;
                draft.stuck = null;
            });
        }
        return state;
    }

    private static boolean awaitsModel(InvoiceState state) {
        Ruling route = state.route();
        return state.facts() == null && route != null && Route.valueOf(route.then()) == Route.REASON;
    }

    private static InvoiceState answered(InvoiceState state, Receipt receipt) {
        if (receipt instanceof Posted posted) {
            return state.ended(new Outcome.Posted(posted.entry(), "BOOKED", "booked as entry " + posted.entry()));
        }
        if (receipt instanceof AlreadyBooked booked) {
            return state.ended(new Outcome.Duplicate(
                    booked.entry(), "SAME_NUMBER", "this invoice is already booked as entry " + booked.entry()));
        }
        NotPosted refusal = (NotPosted) receipt;
        boolean grant = state.authorization() instanceof Authorization.PolicyGrant;
        if (grant && OVERTAKEN.contains(refusal.code()) && state.overtaken() == 0) {
            return state.with(draft -> {
                draft.phase = Phase.READ;
                draft.authorization = null;
                draft.overtaken++;
            });
        }
        return grant && refusal.code().equals("CEILING_EXCEEDED")
                ? state.with(draft -> {
                    draft.phase = Phase.CONSENT;
                    draft.authorization = null;
                })
                : state.stuck(refusal.code(), "ledger", refusal.why());
    }

    @Override
    public InvoiceState reduce(InvoiceState state, Setback setback) {
        if (state.phase() == Phase.ENDED) {
            return state;
        }
        if (setback instanceof Setback.PlannerUnavailable out) {
            return state.phase() == Phase.EXTRACTING
                    ? state.stuck(out.code(), "model", out.why())
                    : state.ended(new Outcome.Failed(out.code(), out.why()));
        }
        Setback.ProposalRejected rejected = (Setback.ProposalRejected) setback;
        if (rejected.inARow() < ATTEMPTS) {
            return state;
        }
        return state.phase() == Phase.EXTRACTING
                ? state.stuck(
                        rejected.code(),
                        "model",
                        "the model proposed " + rejected.inARow() + " times what the gate rejected")
                : state.ended(new Outcome.Failed(rejected.code(), "the rule planner's proposal was rejected"));
    }

    // ---- decide

    @Override
    public Decision<Outcome> decide(InvoiceState state, Budget budget) {
        Outcome outcome = state.outcome();
        return outcome == null ? Decision.goOn() : Decision.stop(outcome);
    }

    @Override
    public Outcome exhausted(InvoiceState state, Budget.Resource resource) {
        return new Outcome.Refused(
                "BUDGET_" + resource.name(),
                "the run has used up its "
                        + resource.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                List.of());
    }

    // ---- plan by rule

    /** The deterministic planner: in every phase but EXTRACTING there is one thing to do. */
    static Proposal rule(InvoiceState state) {
        Kind kind = state.phase().legal().get(0);
        String arguments = switch (kind) {
            case READ_DOCUMENT, CONSULT_BOOKS -> "{}";
            case ASK_PERSON -> "{\"reason\":\"CANNOT_PROCEED\"}";
            case REQUEST_APPROVAL -> intent(InvoiceEntry.intent(state));
            case POST_ENTRY -> intent(Optional.ofNullable(state.authorization()).map(Authorization::intent));
            case RECORD_FIELDS -> "{}";
        };
        return new Proposal(kind.wire(), arguments);
    }

    private static String intent(Optional<Digest> digest) {
        return "{\"intent\":\"" + digest.map(Digest::hex).orElse("") + "\"}";
    }
}
