package dev.ratchet.bench;

import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.RunningWorker;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From a person's decision to the booking, and what a run costs that waits for one in the worker's cache. */
final class ApprovalBenchmark implements Benchmark {
    private static final String APPROVER = "miriam.falk";

    /** Fewer than the worker keeps in its cache. */
    private static final int WAITING = 300;

    private static final int WARM = 40;

    @Override
    public List<Result> run(Place place) throws Exception {
        try (Capabilities capabilities = place.capabilities();
                TemporalConnection temporal = place.connect()) {
            capabilities.warm();
            Uploads uploads = new Uploads(capabilities)
                    .with(DemoInbox.masterData().replaceFirst("autoPostUpTo: \\{EUR: \"[0-9.]+\"\\}", "autoPostUpTo: {EUR: \"0.01\"}"));
            RunningWorker worker = RunningWorker.start(temporal, capabilities);
            try {
                decide(temporal.client(), uploads, waiting(temporal.client(), uploads, WARM));
                Memory before = Memory.now();
                List<String> ids = waiting(temporal.client(), uploads, WAITING);
                Memory after = Memory.now();
                Sample millis = decide(temporal.client(), uploads, ids);
                String on = place.server();
                return List.of(
                        Result.of("approval, decision to booking, p50", on, millis.median(), "ms"),
                        Result.of("approval, decision to booking, p99", on, millis.quantile(0.99), "ms"),
                        Result.of("approval, waiting run in the cache", on, (after.heap - before.heap) / WAITING / 1e3, "kB heap"),
                        Result.of("approval, waiting run in the cache", on, (after.resident - before.resident) / WAITING / 1e3, "kB resident"),
                        Result.of("approval, waiting runs: threads of the process", on, after.threads - before.threads, "threads"));
            } finally {
                worker.close();
            }
        }
    }

    private record Memory(double heap, double resident, double threads) {
        static Memory now() throws IOException {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            String status = Files.readString(Path.of("/proc/self/status"), StandardCharsets.US_ASCII);
            double kilobytes = status.lines()
                    .filter(line -> line.startsWith("VmRSS"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
            return new Memory(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    kilobytes * 1_024,
                    status.lines()
                            .filter(line -> line.startsWith("Threads"))
                            .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0));
        }
    }

    /** Ids of runs that wait for consent. */
    private static List<String> waiting(WorkflowClient client, Uploads uploads, int many) {
        List<String> ids = new ArrayList<>();
        for (DocumentRef document : uploads.next(many)) {
            String id = InvoiceWorkflow.workflowId(document.tenant(), document.digest());
            InvoiceWorkflow run = client.newWorkflowStub(
                    InvoiceWorkflow.class,
                    WorkflowOptions.newBuilder()
                            .setWorkflowId(id)
                            .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                            .build());
            WorkflowClient.start(run::run, RunRequest.of(document, "sample.xml", Uploads.SUBMITTER));
            ids.add(id);
        }
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!asked(uploads).keySet().containsAll(ids)) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("not all runs wait for consent");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return ids;
    }

    private static Map<String, RunSummary> asked(Uploads uploads) {
        return uploads.ports().approvals().waiting(Uploads.TENANT).stream()
                .map(ApprovalRequest::run)
                .collect(Collectors.toMap(request -> request.run().workflowId(), Function.identity()));
    }

    private static Sample decide(WorkflowClient client, Uploads uploads, List<String> ids) throws Exception {
        Map<String, RunSummary> asked = asked(uploads);
        Sample millis = new Sample();
        for (String id : ids) {
            RunSummary request = Objects.requireNonNull(asked.get(id));
            Approval approval = uploads.ports()
                    .approvals()
                    .sign(Uploads.TENANT, id, Objects.requireNonNull(Objects.requireNonNull(request.waiting()).intent()), APPROVER);
            InvoiceWorkflow run = client.newWorkflowStub(InvoiceWorkflow.class, id);
            long start = System.nanoTime();
            var status = run.decide(new PersonDecision.Approve(approval));
            if (status.status() != RunStatus.DONE) {
                throw new IllegalStateException(id + " should be posted but is " + status);
            }
            millis.add((System.nanoTime() - start) / 1e6);
        }
        return millis;
    }
}
