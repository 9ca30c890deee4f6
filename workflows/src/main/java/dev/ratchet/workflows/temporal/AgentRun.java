package dev.ratchet.workflows.temporal;

import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.Ask;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.agent.RunObservation;
import dev.ratchet.workflows.agent.RunObservation.PersonAnswer;
import dev.ratchet.workflows.agent.gate.Verdict.Accepted;
import dev.ratchet.workflows.agent.planner.ModelPlanner;
import dev.ratchet.workflows.agent.planner.RoutedPlanner;
import dev.ratchet.workflows.agent.planner.RulePlanner;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalActivities;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.record.AuditActivities;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.retrieval.LookedUp;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities;
import dev.ratchet.workflows.run.AgentWorkflow;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunReport;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.run.UpdateRefusal;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One durable run of any agent: the loop, a person who may take weeks, the audit record, what people see and say, and
 * continuing as new. An agent's workflow extends it with its stubs and {@link #act}, and returns {@link #untilEnded} from its
 * workflow method.
 */
public abstract class AgentRun<S, A extends Action, O extends Observation> implements AgentWorkflow {
    /** How long a person may take; then the run ends and can be started again. */
    private static final Duration PERSON = Duration.ofDays(21);

    /** Steps that may pile up before they go to the audit record; well below what the progress keeps. */
    private static final int UNRECORDED = Progress.KEPT / 2;

    private final AuditActivities audit = Stubs.quick(AuditActivities.class, "writes the audit record");
    private final ApprovalActivities approvals =
            Stubs.quick(ApprovalActivities.class, "keeps the list of what waits, verifies decisions");
    private final RetrievalActivities library = Stubs.dispensable(RetrievalActivities.class, "looks into the library");

    private final Agent<S, A, O> agent;
    private final RunRequest request;
    private final RunRef run;
    private final RunReport<S> report;
    private final S start;
    private Progress<S> progress;
    private Progress<S> betweenTurns;
    private int recorded;
    private RunReport.@Nullable Waiting waiting;
    private @Nullable PersonAnswer answer;
    private @Nullable Outcome ended;
    private boolean closed;

    /**
     * @param start the state that a run of a request begins with. An {@link IllegalArgumentException} ends the run as failed:
     *     who reaches Temporal can ask for a run of anything
     */
    protected AgentRun(Agent<S, A, O> agent, RunRequest request, Function<RunRequest, S> start) {
        this.agent = agent;
        this.request = request;
        this.start = started(request, start);
        this.run = new RunRef(
                Workflow.getInfo().getWorkflowId(), Workflow.getInfo().getFirstExecutionRunId());
        this.report = new RunReport<>(
                agent, new RunReport.Header(tenant(), run, request.name(), request.submitter(), request.container()));
        RunRequest.Carried carried = carried(request);
        this.progress = carried == null
                ? Progress.start(this.start, agent.budget(), Workflow.currentTimeMillis())
                : CanonicalJson.read(carried.progress(), Progress.class, agent.states());
        this.betweenTurns = progress;
        this.recorded = carried == null ? 0 : carried.recorded();
        if (carried != null && carried.waitsUntil() != null) {
            this.waiting = new RunReport.Waiting(agent.view().ask(progress.state()), carried.waitsUntil());
        }
    }

    /** Whoever starts a run afresh may not make up what it has done so far. */
    private static RunRequest.@Nullable Carried carried(RunRequest request) {
        if (request.carried() != null
                && Workflow.getInfo().getContinuedExecutionRunId().isEmpty()) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "'carried' is only for a run that continues another one; start this one without it",
                    "NOT_CONTINUED");
        }
        return request.carried();
    }

    private static <S> S started(RunRequest request, Function<RunRequest, S> start) {
        try {
            return start.apply(request);
        } catch (IllegalArgumentException e) {
            throw ApplicationFailure.newNonRetryableFailure(
                    String.valueOf(e.getMessage()), FailureType.BAD_INPUT.name());
        }
    }

    /** Does what the gate accepted. An activity that fails for good ends the run as failed. */
    protected abstract Observation act(S state, Accepted<A> accepted);

    protected final RunRef run() {
        return run;
    }

    protected final TenantId tenant() {
        return request.intake().tenant();
    }

    /** The whole run; returns when it has ended. */
    protected final RunSummary untilEnded() {
        requireOwnId();
        AgentLoop.Result<S> result =
                loop().run(progress, this::observed, now -> progress = now, this::shouldContinueAsNew);
        if (result instanceof AgentLoop.Paused<S> paused) {
            continueAsNew(paused.progress(), null);
        }
        ended = ((AgentLoop.Ended<S>) result).outcome();
        RunView.publish(status());
        record();
        closed = true;
        Workflow.await(Workflow::isEveryHandlerFinished);
        if (ended instanceof Outcome.Failed failed) {
            throw ApplicationFailure.newNonRetryableFailure(failed.why(), failed.code());
        }
        return status();
    }

    /** What a person signs names the run by its id: it must not be about something else than its id says. */
    private void requireOwnId() {
        String right = request.workflowId(agent.name());
        if (!run.workflowId().equals(right)) {
            throw ApplicationFailure.newNonRetryableFailure("a run of this has the id " + right, "NOT_ITS_ID");
        }
    }

    private AgentLoop<S, A, O> loop() {
        var planner = new RoutedPlanner<>(
                agent, RulePlanner.of(agent), new ModelPlanner<>(agent, tenant(), run, AgentRun::asked));
        return new AgentLoop<>(agent, planner, Workflow::currentTimeMillis);
    }

    private static ModelActivities.Answer asked(ModelActivities.Question question, Duration patience)
            throws ModelPlanner.Outage {
        try {
            String summary = "asks a " + question.tier().wire() + " model";
            return Stubs.model(ModelActivities.class, summary, patience).propose(question);
        } catch (ActivityFailure e) {
            throw new ModelPlanner.Outage(code(e), why(e));
        }
    }

    private Observation observed(S state, Accepted<A> accepted) {
        try {
            return act(state, accepted);
        } catch (ActivityFailure e) {
            return new RunObservation.ToolFailed(code(e), why(e));
        }
    }

    /** Of the failure that ended the activity. */
    protected static String code(ActivityFailure e) {
        return e.getCause() instanceof ApplicationFailure known ? known.getType() : "ACTIVITY_TIMED_OUT";
    }

    private static String why(ActivityFailure e) {
        return e.getCause() instanceof ApplicationFailure known
                ? known.getOriginalMessage()
                : e.getActivityType() + " did not answer in time";
    }

    // ---- the library

    /**
     * What the tenant's library has on these words, for an agent that can do without: where the library is empty or out, nothing
     * was found.
     *
     * @param words which an activity has put into the content store, as they are no business of the history
     * @param most passages wanted, 1 to {@link RetrievalActivities#MOST}
     */
    protected final LookedUp lookUp(Digest words, int most) {
        try {
            var search = new RetrievalActivities.Search(tenant(), words, List.of(), most, null);
            return LookedUp.of(words, library.search(search));
        } catch (ActivityFailure e) {
            return LookedUp.failed(words, code(e));
        }
    }

    // ---- a person

    /**
     * Asks a person what {@link dev.ratchet.workflows.agent.AgentView#ask} says; may take weeks. A run that continued as new
     * while it waited comes here again, still waiting.
     */
    protected final PersonAnswer askPerson(S state) {
        Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        RunReport.Waiting asked =
                waiting == null ? new RunReport.Waiting(agent.view().ask(state), now.plus(PERSON)) : waiting;
        approvals.open(new ApprovalActivities.Opening(
                report.summary(progress, asked, null), asked.ask().effect()));
        waiting = asked;
        RunView.publish(status());
        record();
        boolean mayContinueAsNew = agent.question(state).isEmpty();
        Duration left = asked.until().isAfter(now) ? Duration.between(now, asked.until()) : Duration.ofMillis(1);
        TimedAwait.await(
                left, "waits for " + asked.ask().role(), () -> answer != null || (mayContinueAsNew && longEnough()));
        PersonAnswer said = answer;
        if (said == null && mayContinueAsNew && longEnough()) {
            continueAsNew(betweenTurns, asked.until());
        }
        answer = null;
        waiting = null;
        approvals.close(new ApprovalActivities.Closing(tenant(), run));
        return said == null ? new RunObservation.Expired() : said;
    }

    @Override
    public final RunSummary settled() {
        Workflow.await(() -> closed || waiting != null);
        return status();
    }

    /** What needs no key and no database, so that most of what is wrong leaves nothing in the history. */
    @Override
    public final void checkDecide(PersonDecision decision) {
        Ask asked = waitingNow().ask();
        if (decision instanceof PersonDecision.State said) {
            if (!said.statement().answers(tenant(), run, request())) {
                throw refused("STATEMENT_MISMATCH", "this was said to another run, or to another request of this one");
            }
            if (said.statement().kind() == PersonStatement.Kind.PROPOSE
                    && agent.personMay(progress.state()).isEmpty()) {
                throw refused("NOTHING_TO_PROPOSE", "there is nothing that a person may propose to this run now");
            }
            return;
        }
        var approval = ((PersonDecision.Approve) decision).approval();
        if (asked.intent() == null) {
            throw refused(
                    "NOTHING_TO_APPROVE",
                    "this run does not wait for consent: mend what is wrong, then ask for a recheck, or deny it");
        }
        if (!approval.tenant().equals(tenant())
                || !approval.intent().equals(asked.intent())
                || !approval.workflowId().equals(run.workflowId())) {
            throw refused("APPROVAL_MISMATCH", "this approval was given for something else");
        }
        if (approval.approver().equals(request.submitter())) {
            throw refused("APPROVER_IS_SUBMITTER", "who submits something may not approve it");
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // it may wait again for the same
    public final RunSummary decide(PersonDecision decision) {
        RunReport.Waiting before = waitingNow();
        EffectActivities.Refused no = approvals
                .verify(new ApprovalActivities.Claim(tenant(), run, request(), decision))
                .refused();
        if (no != null) {
            throw refused(no.code(), no.why());
        }
        if (waitingNow() != before) {
            throw notWaiting();
        }
        answer = answer(decision);
        Workflow.await(() -> closed || (waiting != null && waiting != before));
        return status();
    }

    private static PersonAnswer answer(PersonDecision decision) {
        if (decision instanceof PersonDecision.Approve approve) {
            return new RunObservation.Consented(approve.approval());
        }
        PersonStatement said = ((PersonDecision.State) decision).statement();
        return switch (said.kind()) {
            case DENY -> new RunObservation.Denied(said);
            case RECHECK -> new RunObservation.RecheckAsked(said);
            case PROPOSE -> new RunObservation.Proposed(said);
        };
    }

    private RunReport.Waiting waitingNow() {
        RunReport.Waiting asked = waiting;
        if (asked == null || answer != null) {
            throw notWaiting();
        }
        return asked;
    }

    /** What it waits for, as people see it. */
    private RunSummary.Waiting request() {
        return Objects.requireNonNull(status().waiting(), "asked only while it waits");
    }

    private ApplicationFailure notWaiting() {
        return refused("NOT_WAITING", ended == null ? "this run does not wait for a person" : "this run has ended");
    }

    /** Thrown while an update is answered, it fails that update and nothing else. */
    private static ApplicationFailure refused(String code, String why) {
        return ApplicationFailure.newNonRetryableFailure(new UpdateRefusal(code, why).message(), code);
    }

    @Override
    public final RunSummary status() {
        return report.summary(progress, waiting, ended);
    }

    @Override
    public final Explanation explain() {
        return report.explanation(status(), progress.state(), progress.budget(), progress.trail());
    }

    // ---- the record, and continuing as new

    private void record() {
        audit.record(report.record(status(), progress, start, recorded));
        recorded = progress.steps();
    }

    private boolean shouldContinueAsNew(Progress<S> now) {
        betweenTurns = now;
        if (now.steps() - recorded >= UNRECORDED || ContinueAsNewPolicy.over()) {
            record();
        }
        return longEnough();
    }

    /** Never while an update is being answered: its sender is told where the run came to rest. */
    private static boolean longEnough() {
        return ContinueAsNewPolicy.over() && Workflow.isEveryHandlerFinished();
    }

    private void continueAsNew(Progress<S> at, @Nullable Instant waitsUntil) {
        RunRequest.Carried carried =
                new RunRequest.Carried(CanonicalJson.tree(at.withoutRecords()), recorded, waitsUntil);
        ContinueAsNewPolicy.continueAsNew(request.carrying(carried));
    }
}
