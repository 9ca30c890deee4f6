package dev.ratchet.worker.web.run;

import dev.ratchet.activities.audit.RecordedRun;
import dev.ratchet.activities.audit.RunRecords;
import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.Budget;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.Rebuild;
import dev.ratchet.workflows.agent.planner.PersonPlanner;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import dev.ratchet.workflows.gateway.RebuiltRun;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunReport;
import dev.ratchet.workflows.temporal.AgentRegistration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs that Temporal may have forgotten, told from the audit record alone. */
public final class RecordedRuns {
    private final RunRecords records;
    private final Map<String, AgentRegistration<?, ?, ?>> agents;

    /** @param agents by name */
    RecordedRuns(RunRecords records, Map<String, AgentRegistration<?, ?, ?>> agents) {
        this.records = records;
        this.agents = agents;
    }

    /** Empty when no record has the run, or no agent of this process made it. */
    Optional<RebuiltRun> rebuild(TenantId tenant, String workflowId) {
        return records.find(tenant, workflowId)
                .flatMap(run -> agent(run).map(registration -> rebuilt(registration, run)));
    }

    /** Empty when no record has the run. */
    Optional<Explanation> explain(TenantId tenant, String workflowId) {
        return records.find(tenant, workflowId)
                .map(run -> agent(run)
                        .map(registration -> explained(registration, run))
                        .orElseGet(() -> steps(run)));
    }

    private Optional<AgentRegistration<?, ?, ?>> agent(RecordedRun run) {
        return Optional.ofNullable(agents.get(run.summary().agent()));
    }

    private static <S, A extends Action, O extends Observation> RebuiltRun rebuilt(
            AgentRegistration<S, A, O> registration, RecordedRun run) {
        Rebuild<S> rebuild = rebuild(registration.agent(), run);
        Rebuild.Problem problem = rebuild.problem();
        return new RebuiltRun(
                run.summary(),
                rebuild.steps(),
                CanonicalJson.tree(rebuild.state()),
                CanonicalJson.digest(rebuild.state()),
                run.state(),
                problem == null ? null : new RebuiltRun.Problem(problem.step(), problem.code(), problem.why()));
    }

    private static <S, O extends Observation> Rebuild<S> rebuild(Agent<S, ?, O> agent, RecordedRun run) {
        return Rebuild.of(agent, run.start(), run.steps(), run.state());
    }

    private static <S, A extends Action, O extends Observation> Explanation explained(
            AgentRegistration<S, A, O> registration, RecordedRun run) {
        RunSummary summary = run.summary();
        RunReport<S> report = new RunReport<>(
                registration.agent(),
                new RunReport.Header(
                        summary.tenant(), summary.run(), summary.name(), summary.submitter(), summary.container()));
        S state = rebuild(registration.agent(), run).state();
        List<Step> steps = run.steps().stream().map(StepRecord::step).toList();
        return report.explanation(summary, state, spent(registration.agent().budget(), summary, steps), steps);
    }

    /** Of an agent that this process does not know: what was recorded, and nothing of what may happen next. */
    private static Explanation steps(RecordedRun run) {
        return new Explanation(
                run.summary(),
                List.of(),
                List.of(),
                List.of(),
                run.steps().stream().map(StepRecord::step).toList(),
                List.of());
    }

    private static Budget spent(Budget.Amounts allowed, RunSummary summary, List<Step> steps) {
        long rejections = steps.stream()
                .filter(step -> step.observation() == null)
                .filter(step -> !step.accepted() && !PersonPlanner.named(step.planner()))
                .count();
        long millis = steps.isEmpty()
                ? 0
                : Math.max(
                        0, steps.get(steps.size() - 1).atMillis() - steps.get(0).atMillis());
        return new Budget(
                allowed, new Budget.Amounts(steps.size(), rejections, summary.tokens(), summary.micros(), millis));
    }
}
