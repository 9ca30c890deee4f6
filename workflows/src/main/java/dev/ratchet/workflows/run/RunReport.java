package dev.ratchet.workflows.run;

import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentView;
import dev.ratchet.workflows.agent.Ask;
import dev.ratchet.workflows.agent.Budget;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Ruling;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run of any agent in words. Pure.
 *
 * @param header who and what the run is for
 */
public record RunReport<S>(Agent<S, ?, ?> agent, Header header) {

    /** What of a run never changes. */
    public record Header(
            TenantId tenant,
            RunRef run,
            String name,
            String submitter,
            @Nullable Container container) {}

    /** A person's part, while the run waits for one. */
    public record Waiting(Ask ask, Instant until) {}

    /**
     * @param waiting present while it waits for a person
     * @param ended present when it has ended
     */
    public RunSummary summary(Progress<S> progress, @Nullable Waiting waiting, @Nullable Outcome ended) {
        S state = progress.state();
        AgentView<S> view = agent.view();
        Finding reason = waiting == null ? null : waiting.ask().reasons().get(0);
        RunStatus status = ended != null ? ended.status() : waiting != null ? RunStatus.WAITING : RunStatus.RUNNING;
        Ruling route = view.route(state);
        Ruling policy = view.policy(state);
        return new RunSummary(
                header.tenant(),
                header.run(),
                agent.name(),
                header.name(),
                header.submitter(),
                view.subject(state),
                view.amount(state),
                status,
                ended != null ? ended.word() : status.name(),
                agent.phase(state),
                ended != null ? ended.code() : reason != null ? reason.code() : "RUNNING",
                ended != null ? ended.why() : reason != null ? reason.why() : "being worked on",
                waiting != null ? waiting.ask().reasons() : view.findings(state),
                route == null ? null : route.then(),
                route == null ? null : route.rule(),
                policy == null ? null : policy.rule(),
                ended == null ? null : ended.receipt(),
                waiting == null
                        ? null
                        : new RunSummary.Waiting(
                                waiting.ask().role(), waiting.ask().intent(), waiting.until(), progress.steps()),
                view.bundle(state),
                progress.budget().spent().tokens(),
                progress.budget().spent().micros(),
                header.container());
    }

    /**
     * For the audit record.
     *
     * @param start the state that the run began with; only told with its first steps
     * @param recorded number of the last step that is on record already
     */
    public RunRecord record(RunSummary now, Progress<S> progress, S start, int recorded) {
        List<StepRecord> fresh = progress.recordsAfter(recorded);
        return new RunRecord(
                now,
                progress.startedMillis(),
                recorded == 0 ? CanonicalJson.of(start) : null,
                CanonicalJson.digest(progress.state()),
                fresh);
    }

    /** @param steps of the trail, oldest first */
    public Explanation explanation(RunSummary now, S state, Budget budget, List<Step> steps) {
        List<? extends ActionKind> legal = agent.legal(state);
        List<? extends ActionKind> open = now.waiting() == null ? List.of() : agent.personMay(state);
        return new Explanation(
                now,
                agent.view().facts(state),
                agent.vocabulary().stream()
                        .map(kind -> new Explanation.ActionNow(
                                kind.wire(),
                                kind.effect().name(),
                                legal.contains(kind) ? null : agent.whyNotAllowed(state, kind),
                                open.contains(kind)))
                        .toList(),
                rulings(state),
                steps,
                budget(budget),
                agent.view().lookedUp(state),
                List.of());
    }

    private List<Explanation.RulingShown> rulings(S state) {
        List<Explanation.RulingShown> rulings = new ArrayList<>();
        Bundle bundle = agent.view().bundle(state);
        String version = bundle == null ? "" : bundle.rules();
        Ruling route = agent.view().route(state);
        if (route != null) {
            rulings.add(shown("route", version, route));
        }
        Ruling policy = agent.view().policy(state);
        if (policy != null) {
            rulings.add(shown("policy", version, policy));
        }
        return rulings;
    }

    private static Explanation.RulingShown shown(String about, String version, Ruling ruling) {
        return new Explanation.RulingShown(about, ruling.then(), ruling.rule(), version, ruling.why(), ruling.facts());
    }

    private static List<Explanation.BudgetLine> budget(Budget budget) {
        List<Explanation.BudgetLine> lines = new ArrayList<>();
        for (Budget.Resource resource : Budget.Resource.values()) {
            lines.add(new Explanation.BudgetLine(
                    resource.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    resource.unit(),
                    budget.spent().of(resource),
                    budget.allowed().of(resource)));
        }
        return lines;
    }
}
