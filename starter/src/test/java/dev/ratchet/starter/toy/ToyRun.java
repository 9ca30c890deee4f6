package dev.ratchet.starter.toy;

import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentWorkflow;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Does what the name and the input of its request say: refuse, fail or wait, else it is done. It answers as a real run does,
 * without rules.
 */
public abstract class ToyRun implements AgentWorkflow {
    /** What each run was started with, by workflow id. */
    public static final Map<String, RunRequest> REQUESTS = new ConcurrentHashMap<>();

    private final ToyAgent agent;
    private final RunRequest request;
    private RunSummary now;

    ToyRun(ToyAgent agent, RunRequest request) {
        this.agent = agent;
        this.request = request;
        this.now = summary(RunStatus.RUNNING, "RUNNING", "it is being read");
        REQUESTS.put(now.workflowId(), request);
    }

    final RunSummary untilEnded() {
        String wish = request.name() + " " + request.input();
        if (wish.contains("fail")) {
            throw ApplicationFailure.newNonRetryableFailure("the toy broke", "UNEXPECTED");
        }
        if (wish.contains("refuse")) {
            now = summary(RunStatus.REFUSED, "TOTAL_WRONG", "the total is not the sum of the lines");
        } else if (wish.contains("wait")) {
            now = summary(RunStatus.WAITING, "OVER_LIMIT", "an approver must consent");
            Workflow.await(() -> now.status() != RunStatus.WAITING);
        } else {
            now = done();
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
        return now;
    }

    private RunSummary done() {
        return summary(RunStatus.DONE, agent.done(), agent.why());
    }

    private RunSummary summary(RunStatus status, String code, String why) {
        String id = request.workflowId(agent.entry().name());
        return agent.summary(id, request.name(), request.submitter(), status, code, why);
    }

    @Override
    public RunSummary settled() {
        Workflow.await(() -> now.status() != RunStatus.RUNNING);
        return now;
    }

    @Override
    public RunSummary decide(PersonDecision decision) {
        PersonStatement said = decision instanceof PersonDecision.State state ? state.statement() : null;
        if (said == null) {
            now = done();
        } else if (said.kind() == PersonStatement.Kind.DENY) {
            now = summary(RunStatus.REFUSED, "DENIED", said.person() + " denied it: " + said.why());
        }
        return now;
    }

    @Override
    public void checkDecide(PersonDecision decision) {
        if (now.status() != RunStatus.WAITING) {
            throw ApplicationFailure.newFailure("NOT_WAITING: the run does not wait for a decision", "NOT_WAITING");
        }
    }

    @Override
    public RunSummary status() {
        return now;
    }

    @Override
    public Explanation explain() {
        return agent.explanation(now);
    }
}
