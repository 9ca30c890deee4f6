package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.Cost;
import dev.ratchet.workflows.agent.ModelPlanner;
import dev.ratchet.workflows.agent.Planner;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.agent.RoutedPlanner;
import dev.ratchet.workflows.agent.Router;
import dev.ratchet.workflows.agent.RulePlanner;
import dev.ratchet.workflows.agent.Verdict.Accepted;
import dev.ratchet.workflows.contract.ApprovalActivities;
import dev.ratchet.workflows.contract.AuditActivities;
import dev.ratchet.workflows.contract.DocumentActivities;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.LedgerActivities;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.PolicyActivities;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.Step;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.invoice.InvoiceState.Phase;
import dev.ratchet.workflows.invoice.InvoiceView.Pending;
import dev.ratchet.workflows.temporal.Patience;
import dev.ratchet.workflows.temporal.RunView;
import dev.ratchet.workflows.temporal.Stubs;
import dev.ratchet.workflows.temporal.Tenure;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the invoice agent as a durable workflow. */
public final class InvoiceWorkflowImpl implements InvoiceWorkflow {
    /** How long a person may take; then the run ends and can be started again. */
    private static final Duration PATIENCE = Duration.ofDays(21);

    /** Steps that may pile up before they go to the audit record; well below what the state keeps. */
    private static final int UNRECORDED = Progress.KEPT / 2;

    private static final int COMPLETION_TOKENS = 4_000;

    private final DocumentActivities documents = Stubs.quick(DocumentActivities.class, "reads the document");
    private final PolicyActivities policy = Stubs.quick(PolicyActivities.class, "asks the rules and the books");
    private final LedgerActivities ledger = Stubs.quick(LedgerActivities.class, "asks the ledger to post");
    private final AuditActivities audit = Stubs.quick(AuditActivities.class, "writes the audit record");

    private final InvoiceAgent agent;
    private final Request request;
    private final RunRef run;
    private Progress<InvoiceState> progress;
    private Progress<InvoiceState> betweenTurns;
    private int recorded;
    private @Nullable Pending pending;
    private @Nullable InvoiceObservation answer;
    private @Nullable Outcome ended;
    private boolean closed;

    public InvoiceWorkflowImpl(Request request, Router router) {
        this.agent = new InvoiceAgent(router);
        this.request = request;
        this.run = new RunRef(
                Workflow.getInfo().getWorkflowId(), Workflow.getInfo().getFirstExecutionRunId());
        Resumed resumed = request.resumed();
        this.progress = resumed == null
                ? Progress.start(
                        InvoiceState.received(request.document(), request.submitter()),
                        InvoiceAgent.BUDGET,
                        Workflow.currentTimeMillis())
                : resumed.progress();
        this.betweenTurns = progress;
        this.recorded = resumed == null ? 0 : resumed.recorded();
        this.pending =
                resumed == null || resumed.waitsUntil() == null ? null : asked(progress.state(), resumed.waitsUntil());
    }

    @Override
    public Status run(Request same) {
        requireOwnId();
        var loop = new AgentLoop<>(agent, planner(), Workflow::currentTimeMillis);
        var result = loop.run(progress, this::act, this::watch, this::shouldContinueAsNew);
        if (result instanceof AgentLoop.Paused<InvoiceState, Outcome> paused) {
            continueAsNew(paused.progress(), null);
        }
        ended = ((AgentLoop.Ended<InvoiceState, Outcome>) result).outcome();
        publish();
        record();
        closed = true;
        Workflow.await(Workflow::isEveryHandlerFinished);
        if (ended instanceof Outcome.Failed failed) {
            throw ApplicationFailure.newNonRetryableFailure(failed.why(), failed.code());
        }
        return status();
    }

    /** What a person signs names the run by its id: it must not be about another document than its id says. */
    private void requireOwnId() {
        String right = InvoiceWorkflow.workflowId(tenant(), request.document().digest());
        if (!run.workflowId().equals(right)) {
            throw ApplicationFailure.newNonRetryableFailure("a run of this document has the id " + right, "NOT_ITS_ID");
        }
    }

    private Planner<InvoiceState> planner() {
        Planner<InvoiceState> rules = new RulePlanner<>("rules", InvoiceAgent::rule);
        Planner<InvoiceState> asked =
                new ModelPlanner<>("model", this::question, this::ask, new Cost(COMPLETION_TOKENS + 12_000, 0));
        return new RoutedPlanner<>(state -> state.phase() == Phase.EXTRACTING ? asked : rules);
    }

    private ModelActivities.Question question(Planner.Situation<InvoiceState> situation) {
        var text =
                (DocumentReading.Text) Objects.requireNonNull(situation.state().reading());
        String rejection = situation.rejection();
        return new ModelActivities.Question(
                tenant(),
                agent.name(),
                InvoiceAgent.PROMPT,
                text.text(),
                situation.legal().stream().map(ActionKind::wire).toList(),
                rejection == null && situation.state().unproven() > 0 ? "NOT_PROVEN_BY_THE_DOCUMENT" : rejection,
                COMPLETION_TOKENS);
    }

    /** A stub costs reflection, and most runs never ask a model or a person. */
    private static ModelActivities model() {
        return Stubs.model(ModelActivities.class, "asks a model to read the text");
    }

    private static ApprovalActivities approvals() {
        return Stubs.quick(ApprovalActivities.class, "keeps the list of what waits");
    }

    private ModelActivities.Answer ask(ModelActivities.Question question) throws ModelPlanner.Outage {
        try {
            return model().propose(question);
        } catch (ActivityFailure e) {
            throw new ModelPlanner.Outage(code(e), why(e));
        }
    }

    private InvoiceObservation act(InvoiceState state, Accepted<InvoiceAction> accepted) {
        InvoiceAction action = accepted.action();
        return switch (action.kind()) {
            case READ_DOCUMENT -> observed(() -> new InvoiceObservation.DocumentRead(documents.read(state.document())));
            case CONSULT_BOOKS ->
                observed(() ->
                        new InvoiceObservation.BooksConsulted(policy.consult(InvoiceQuestions.query(run, state))));
            case RECORD_FIELDS -> observed(() -> proved(state, (InvoiceAction.RecordFields) action));
            case ASK_PERSON -> observed(() -> person(state));
            case REQUEST_APPROVAL -> observed(() -> person(state));
            case POST_ENTRY ->
                observed(() -> new InvoiceObservation.EntryAnswered(ledger.post(InvoiceQuestions.posting(run, state))));
        };
    }

    private InvoiceObservation proved(InvoiceState state, InvoiceAction.RecordFields action) {
        var text = (DocumentReading.Text) Objects.requireNonNull(state.reading());
        return new InvoiceObservation.FieldsChecked(documents.prove(
                new DocumentActivities.ProveFields(tenant(), text.text(), text.source(), action.fields())));
    }

    /** A tool that may take weeks. A run that continued as new while it waited comes here again, still waiting. */
    private InvoiceObservation person(InvoiceState state) {
        Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        Pending asked = pending == null ? asked(state, now.plus(PATIENCE)) : pending;
        approvals()
                .open(new ApprovalActivities.Request(
                        tenant(),
                        run,
                        asked.intent(),
                        asked.role(),
                        request.submitter(),
                        request.name(),
                        state.books() == null ? null : state.books().supplierId(),
                        state.facts() == null ? null : state.facts().number(),
                        state.facts() == null ? null : state.facts().amount(),
                        asked.reasons(),
                        asked.until()));
        pending = asked;
        publish();
        record();
        boolean mayMove = state.phase() != Phase.EXTRACTING;
        Patience.await(
                left(now, asked.until()),
                "waits for " + asked.role(),
                () -> answer != null || (mayMove && longEnough()));
        InvoiceObservation said = answer;
        if (said == null && mayMove && longEnough()) {
            continueAsNew(betweenTurns, asked.until());
        }
        answer = null;
        pending = null;
        approvals().close(new ApprovalActivities.Closing(tenant(), run));
        return said == null ? new InvoiceObservation.Expired() : said;
    }

    private static Pending asked(InvoiceState state, Instant until) {
        return new Pending(
                state.phase() == Phase.CONSENT ? InvoiceEntry.intent(state).orElse(null) : null,
                InvoiceAgent.role(state),
                InvoiceView.reasons(state),
                until);
    }

    private static Duration left(Instant now, Instant until) {
        return until.isAfter(now) ? Duration.between(now, until) : Duration.ofMillis(1);
    }

    private static InvoiceObservation observed(Supplier<InvoiceObservation> tool) {
        try {
            return tool.get();
        } catch (ActivityFailure e) {
            return new InvoiceObservation.ToolFailed(code(e), why(e));
        }
    }

    private static String code(ActivityFailure e) {
        return e.getCause() instanceof ApplicationFailure known ? known.getType() : "ACTIVITY_TIMED_OUT";
    }

    private static String why(ActivityFailure e) {
        return e.getCause() instanceof ApplicationFailure known
                ? known.getOriginalMessage()
                : e.getActivityType() + " did not answer in time";
    }

    // ---- what people see and say

    @Override
    public Status settled() {
        Workflow.await(() -> closed || pending != null);
        return status();
    }

    @Override
    public void checkDecide(Verdict verdict) {
        Pending asked = waiting();
        if (verdict instanceof Deny deny) {
            if (deny.why().isBlank() || deny.why().length() > 400 || deny.by().isBlank()) {
                throw new IllegalArgumentException("a denial needs a person and a reason of 1 to 400 characters");
            }
            return;
        }
        var approval = ((Approve) verdict).approval();
        if (asked.intent() == null) {
            throw new IllegalArgumentException(
                    "this run does not wait for consent: mend what is wrong, then ask for a recheck, or deny it");
        }
        if (!approval.intent().equals(asked.intent()) || !approval.workflowId().equals(run.workflowId())) {
            throw new IllegalArgumentException("this approval was given for something else");
        }
        if (approval.approver().equals(request.submitter())) {
            throw new IllegalArgumentException("who submits a document may not approve it");
        }
    }

    @Override
    public Status decide(Verdict verdict) {
        return answer(
                verdict instanceof Deny deny
                        ? new InvoiceObservation.Denied(deny.by(), deny.why())
                        : new InvoiceObservation.Consented(((Approve) verdict).approval()));
    }

    @Override
    public void checkRecheck(String by) {
        waiting();
        if (by.isBlank()) {
            throw new IllegalArgumentException("a recheck needs the person who asks for it");
        }
    }

    @Override
    public Status recheck(String by) {
        return answer(new InvoiceObservation.RecheckAsked(by));
    }

    private Pending waiting() {
        Pending asked = pending;
        if (asked == null || answer != null) {
            throw new IllegalArgumentException(
                    ended == null ? "this run does not wait for a person" : "this run has ended");
        }
        return asked;
    }

    private Status answer(InvoiceObservation said) {
        Pending before = pending;
        answer = said;
        Workflow.await(() -> closed || (pending != null && pending != before));
        return status();
    }

    @Override
    public Status status() {
        return InvoiceView.status(run.workflowId(), request.name(), progress.state(), pending, ended);
    }

    @Override
    public Explanation explain() {
        return InvoiceView.explain(status(), agent, progress);
    }

    // ---- keeping track

    private void watch(Progress<InvoiceState> now) {
        progress = now;
    }

    private void publish() {
        Status now = status();
        RunView.publish(
                tenant(),
                now.standing().name(),
                now.phase(),
                now.route(),
                now.supplierId(),
                now.invoiceNumber(),
                now.waitingFor(),
                now.total() == null ? null : now.total().currency(),
                now.total() == null ? null : now.total().minor());
        RunView.details(InvoiceView.title(now), InvoiceView.rows(now));
    }

    private void record() {
        Status now = status();
        List<Step> fresh = progress.trail().stream()
                .filter(step -> step.number() > recorded)
                .toList();
        audit.record(InvoiceQuestions.account(agent, run, request.document(), now, progress, fresh));
        recorded = progress.steps();
    }

    private boolean shouldContinueAsNew(Progress<InvoiceState> now) {
        betweenTurns = now;
        if (now.steps() - recorded >= UNRECORDED || Tenure.over()) {
            record();
        }
        return longEnough();
    }

    /** Never while somebody is being answered: who asked is told where the run came to rest, not that it moved house. */
    private static boolean longEnough() {
        return Tenure.over() && Workflow.isEveryHandlerFinished();
    }

    private void continueAsNew(Progress<InvoiceState> at, @Nullable Instant waitsUntil) {
        Workflow.newContinueAsNewStub(InvoiceWorkflow.class)
                .run(new Request(
                        request.document(),
                        request.name(),
                        request.submitter(),
                        new Resumed(at, recorded, waitsUntil)));
    }

    private TenantId tenant() {
        return request.document().tenant();
    }
}
