package dev.ratchet.workflows.batch;

import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentLoop.Ended;
import dev.ratchet.workflows.agent.AgentLoop.Result;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.batch.BatchWorkflow.Item;
import dev.ratchet.workflows.batch.BatchWorkflow.Opening;
import dev.ratchet.workflows.batch.BatchWorkflow.Page;
import dev.ratchet.workflows.batch.BatchWorkflow.PageResult;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.batch.BatchActivities;
import dev.ratchet.workflows.contract.batch.BatchActivities.Known;
import dev.ratchet.workflows.contract.record.AuditActivities;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunResult;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.RunReport;
import dev.ratchet.workflows.temporal.Stubs;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is done with the documents of one page: looked up, worked on, recorded, and told. */
final class PageWork<S, A extends Action, O extends Observation> {
    private final BatchActivities batch = Stubs.quick(BatchActivities.class, "looks up and writes the audit record");
    private final AuditActivities audit = Stubs.quick(AuditActivities.class, "writes the audit record");

    private final Agent<S, A, O> agent;
    private final AgentEntry entry;
    private final Opening opening;
    private final Function<Item, S> start;
    private final OwnRuns ownRunsAre;
    private final String runId = Workflow.getInfo().getFirstExecutionRunId();
    private int ownRuns;

    /** @param start the state that a run of a document begins with */
    PageWork(Agent<S, A, O> agent, AgentEntry entry, Opening opening, OwnRuns ownRunsAre, Function<Item, S> start) {
        this.agent = agent;
        this.entry = entry;
        this.opening = opening;
        this.ownRunsAre = ownRunsAre;
        this.start = start;
    }

    /** A document inside a batch is known by the id that it would have had alone. */
    RunRef run(DocumentRef document) {
        return new RunRef(RunRef.workflowId(agent.name(), document.tenant(), document.digest()), runId);
    }

    /** How many runs of their own were begun. */
    int ownRuns() {
        return ownRuns;
    }

    /**
     * @param work takes runs as far as they get; one result for each, in their order
     * @param worked called when the effects of the page have happened
     */
    PageResult work(Page page, Function<List<Progress<S>>, List<Result<S>>> work, Runnable worked) {
        Map<String, Known> known = known(page.items());
        List<Progress<S>> fresh = page.items().stream()
                .filter(item -> toWork(known.get(id(item))))
                .map(item -> Progress.start(start.apply(item), agent.budget(), Workflow.currentTimeMillis()))
                .toList();
        Iterator<Result<S>> results = (fresh.isEmpty() ? List.<Result<S>>of() : work.apply(fresh)).iterator();
        worked.run();
        List<RunResult> told = new ArrayList<>();
        List<RunRecord> records = new ArrayList<>();
        SortedMap<Integer, DetachedChild> children = new TreeMap<>();
        for (Item item : page.items()) {
            Known earlier = known.get(id(item));
            if (earlier != null && !toWork(earlier)) {
                told.add(EarlierResult.told(earlier.result(), earlier.run().equals(run(item.document()))));
                if (earlier.result().status() == RunStatus.WAITING) {
                    children.put(told.size() - 1, ownRun(item));
                }
                continue;
            }
            Result<S> result = results.next();
            Outcome ended = result instanceof Ended<S> end ? end.outcome() : null;
            RunReport<S> report = report(item);
            RunSummary summary = report.summary(result.progress(), null, ended);
            told.add(summary.result());
            if (ended == null) {
                children.put(told.size() - 1, ownRun(item));
            } else {
                records.add(report.record(summary, result.progress(), start.apply(item), 0));
            }
        }
        List<RunRef> unrecorded = unrecorded(records);
        for (int i = 0; i < told.size(); i++) {
            if (unrecorded.contains(run(page.items().get(i).document()))) {
                told.set(i, notRecorded(told.get(i)));
            }
        }
        children.forEach((place, child) -> {
            if (ownRunsAre == OwnRuns.AWAITED) {
                told.set(place, child.awaitEnd(told.get(place)));
            } else {
                child.awaitStart();
            }
        });
        return new PageResult(page.number(), told);
    }

    private String id(Item item) {
        return run(item.document()).workflowId();
    }

    private RunReport<S> report(Item item) {
        return new RunReport<>(
                agent,
                new RunReport.Header(
                        opening.tenant(), run(item.document()), item.name(), opening.submitter(), item.container()));
    }

    /** The same bytes are one run: what was decided before is not run again, unless that is asked for. */
    private Map<String, Known> known(List<Item> items) {
        Map<String, Known> known = new TreeMap<>();
        if (!opening.again()) {
            List<String> ids = items.stream().map(this::id).toList();
            Parallel.each(
                            Parallel.parts(BatchActivities.MOST_AT_LENGTH, ids),
                            part -> batch.known(opening.tenant(), part))
                    .forEach(answer ->
                            answer.forEach(each -> known.put(each.run().workflowId(), each)));
        }
        return known;
    }

    private static boolean toWork(@Nullable Known earlier) {
        return earlier == null || EarlierResult.runsAgain(earlier.result());
    }

    /** From the beginning: what the batch has seen so far would be kilobytes in its history, for each of hundreds. */
    private DetachedChild ownRun(Item item) {
        ownRuns++;
        return DetachedChild.begin(entry, id(item), opening.again(), item.request(opening.submitter()));
    }

    /**
     * A record that cannot be kept with the others is kept alone, so that it stops nobody.
     *
     * @return what could not be kept at all
     */
    private List<RunRef> unrecorded(List<RunRecord> records) {
        if (records.isEmpty() || kept(() -> batch.record(records))) {
            return List.of();
        }
        return records.stream()
                .filter(record -> !kept(() -> audit.record(record)))
                .map(record -> record.summary().run())
                .toList();
    }

    private static boolean kept(Runnable record) {
        return Try.of(() -> {
                    record.run();
                    return true;
                })
                .orElse(false);
    }

    /** What was done is done; submitting the document again does nothing twice and writes the record. */
    private static RunResult notRecorded(RunResult result) {
        return new RunResult(
                RunStatus.FAILED,
                RunStatus.FAILED.name(),
                "NOT_RECORDED",
                "its record could not be kept; it is " + result.why(),
                result.route(),
                result.receipt(),
                result.amount());
    }
}
