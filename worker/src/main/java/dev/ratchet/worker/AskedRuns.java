package dev.ratchet.worker;

import dev.ratchet.activities.audit.RecordedRun;
import dev.ratchet.activities.audit.RunRecords;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.evaluation.Asking;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.qa.QaWorkflow;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.RunOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has questions answered by runs of the answering agent, and tells of them what the record has. */
final class AskedRuns implements Asking {
    private final AgentEntry agent;
    private final ContentStore contents;
    private final Uploads uploads;
    private final RunRecords records;
    private final Supplier<WorkflowClient> client;

    /** Puts on record who brought something in. */
    interface Uploads {
        void uploaded(TenantId tenant, Digest digest, String person);
    }

    /** @param client asked for each question's run; that of the activity that asks */
    AskedRuns(
            AgentEntry agent,
            ContentStore contents,
            Uploads uploads,
            RunRecords records,
            Supplier<WorkflowClient> client) {
        this.agent = agent;
        this.contents = contents;
        this.uploads = uploads;
        this.records = records;
        this.client = client;
    }

    @Override
    public List<Ended> ask(TenantId tenant, String person, List<QaRequest> questions) throws IOException {
        List<WorkflowStub> runs = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (QaRequest question : questions) {
            RunRequest request = request(tenant, person, question);
            ids.add(request.workflowId(agent.name()));
            runs.add(started(request));
        }
        List<Ended> ended = new ArrayList<>();
        for (int at = 0; at < runs.size(); at++) {
            awaitEnd(runs.get(at));
            ended.add(ended(tenant, ids.get(at)));
        }
        return ended;
    }

    private RunRequest request(TenantId tenant, String person, QaRequest question) throws IOException {
        byte[] bytes = CanonicalJson.of(question).getBytes(StandardCharsets.UTF_8);
        DocumentRef intake = contents.put(tenant, bytes);
        uploads.uploaded(tenant, intake.digest(), person);
        return new RunRequest(intake, CanonicalJson.tree(question), "evaluation", person, null, null);
    }

    private WorkflowStub started(RunRequest request) {
        WorkflowStub run =
                client.get().newUntypedWorkflowStub(agent.workflowType(), RunOptions.of(agent, request, false));
        try {
            run.start(request);
            return run;
        } catch (WorkflowExecutionAlreadyStarted e) {
            return client.get().newUntypedWorkflowStub(request.workflowId(agent.name()));
        }
    }

    private static void awaitEnd(WorkflowStub run) {
        try {
            run.getResult(RunSummary.class);
        } catch (WorkflowFailedException e) {
            // the record says how it failed
        }
    }

    private Ended ended(TenantId tenant, String id) {
        RecordedRun run = records.find(tenant, id)
                .orElseThrow(() -> new IllegalStateException("no record has the run " + id + ", which has ended"));
        RunSummary summary = run.summary();
        return new Ended(
                summary.run(), summary.outcome(), summary.code(), text(summary), version(summary), millis(run));
    }

    private static @Nullable Digest text(RunSummary summary) {
        Receipt receipt = summary.receipt();
        return receipt != null && receipt.kind().equals(QaWorkflow.TEXT) ? new Digest(receipt.id()) : null;
    }

    private static String version(RunSummary summary) {
        return summary.bundle() == null ? "none" : summary.bundle().text();
    }

    private static long millis(RecordedRun run) {
        List<Step> steps = run.steps().stream().map(each -> each.step()).toList();
        return steps.isEmpty()
                ? 0
                : steps.get(steps.size() - 1).atMillis() - steps.get(0).beganMillis();
    }
}
