package dev.ratchet.bench;

import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One document at a time, answered in one round trip, ours against the hand-written workflow, in turns. One worker
 * process runs both, so its class loading, compiler and heap are the same for both.
 */
final class SingleBenchmark implements Benchmark {
    private static final int ROUND = 25;

    /** At once, while it gets warm: enough to keep two cores busy. */
    private static final int CALLERS = 8;

    @Override
    public List<Result> run(Place place) throws Exception {
        List<String> jvm = new ArrayList<>(List.of("-Xmx1g"));
        if (Boolean.getBoolean(Profile.WANTED)) {
            jvm.addAll(Profile.recording(java.nio.file.Path.of(place.folder())));
        }
        try (Capabilities capabilities = place.capabilities();
                TemporalConnection temporal = place.connect();
                Owned worker = Fork.java(jvm, SingleWorker.class, place)) {
            Uploads uploads = new Uploads(capabilities).withDemoSuppliers();
            worker.awaitPrinted(SingleWorker.READY);
            return measured(place, temporal.client(), uploads, worker.pid());
        }
    }

    private static List<Result> measured(Place place, WorkflowClient client, Uploads uploads, long worker)
            throws InterruptedException, ExecutionException {
        List<Side> sides = List.of(
                new Side(document -> ours(client, document), worker, place.serverPids()),
                new Side(document -> handWritten(client, document, false), worker, place.serverPids()),
                new Side(document -> handWritten(client, document, true), worker, place.serverPids()));
        warm(sides, uploads, 4L * place.seconds());
        turns(sides, uploads, 2L * place.seconds());
        sides.forEach(Side::forget);
        turns(sides, uploads, 3L * place.seconds());
        Side ours = sides.get(0);
        Side bare = sides.get(1);
        Side visible = sides.get(2);
        String other = "hand-written";
        String alike = "hand-written, also publishing";
        String on = place.server();
        return List.of(
                Result.of("DIRECT single, p50", on, ours.millis.median(), "ms")
                        .against(other, bare.millis.median())
                        .should(Target.ratioAtMost(1.10)),
                Result.of("DIRECT single, worker CPU", on, ours.workerCpu(), "ms/document")
                        .against(other, bare.workerCpu())
                        .should(Target.ratioAtMost(1.10)),
                Result.of("DIRECT single, worker CPU, compilers left out", on, ours.compiledCpu(), "ms/document")
                        .against(other, bare.compiledCpu())
                        .should(Target.ratioAtMost(1.10)),
                Result.of("DIRECT single, server CPU", on, ours.serverCpu(), "ms/document")
                        .against(other, bare.serverCpu()),
                Result.of("DIRECT single, p99", on, ours.millis.quantile(0.99), "ms")
                        .against(other, bare.millis.quantile(0.99)),
                Result.of("DIRECT single, p50, as visible", on, ours.millis.median(), "ms")
                        .against(alike, visible.millis.median()),
                Result.of("DIRECT single, worker CPU, as visible", on, ours.workerCpu(), "ms/document")
                        .against(alike, visible.workerCpu()),
                Result.of("DIRECT single, history", on, ours.events(client), "events")
                        .against(other, bare.events(client))
                        .should(Target.atMost(12)));
    }

    /**
     * With several callers at once: one alone, who mostly waits for the server, gets no JVM warm in minutes, and whoever has
     * most to compile would look slowest. What follows is one caller again, because with that the JVM compiles anew what
     * it had compiled for several: how the client waits, how threads are handed work. Both together take twice as long as
     * is measured.
     */
    private static void warm(List<Side> sides, Uploads uploads, long seconds)
            throws InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (System.nanoTime() < until) {
                for (Side side : sides) {
                    List<Callable<String>> calls = uploads.next(CALLERS * ROUND).stream()
                            .map(document -> (Callable<String>) () -> side.submit.apply(document))
                            .toList();
                    for (Future<String> call : callers.invokeAll(calls)) {
                        call.get();
                    }
                }
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static void turns(List<Side> sides, Uploads uploads, long seconds) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < until) {
            sides.forEach(side -> side.round(uploads.next(ROUND)));
        }
    }

    private static String ours(WorkflowClient client, DocumentRef document) {
        String id = InvoiceWorkflow.workflowId(document.tenant(), document.digest());
        InvoiceWorkflow run = client.newWorkflowStub(InvoiceWorkflow.class, options(id, InvoiceWorkflow.TASK_QUEUE));
        var status = WorkflowClient.executeUpdateWithStart(
                run::settled,
                UpdateOptions.<RunSummary>newBuilder().build(),
                new WithStartWorkflowOperation<>(
                        run::run, RunRequest.of(document, "sample.xml", Uploads.SUBMITTER)));
        return posted(id, status.outcome(), status.why());
    }

    private static String handWritten(WorkflowClient client, DocumentRef document, boolean visible) {
        String id = InvoiceWorkflow.workflowId(document.tenant(), document.digest());
        HandWrittenInvoice run =
                client.newWorkflowStub(HandWrittenInvoice.class, options(id, HandWrittenInvoice.TASK_QUEUE));
        var answer = WorkflowClient.executeUpdateWithStart(
                run::settled,
                UpdateOptions.<HandWrittenInvoice.Answer>newBuilder().build(),
                new WithStartWorkflowOperation<>(
                        run::run, new HandWrittenInvoice.Order(document, "sample.xml", Uploads.SUBMITTER, visible)));
        return posted(id, answer.standing(), answer.code());
    }

    private static WorkflowOptions options(String id, String queue) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(queue)
                .setWorkflowIdConflictPolicy(
                        io.temporal.api.enums.v1.WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build();
    }

    private static String posted(String id, String standing, String why) {
        if (!standing.equals("POSTED")) {
            throw new IllegalStateException(id + " should be posted but is " + standing + ": " + why);
        }
        return id;
    }

    /** One of those that take turns. */
    private static final class Side {
        private final Function<DocumentRef, String> submit;
        private final long worker;
        private final List<Long> servers;
        private final Sample millis = new Sample();
        private double workerSeconds;
        private double compilerSeconds;
        private double serverSeconds;
        private String last = "";

        Side(Function<DocumentRef, String> submit, long worker, List<Long> servers) {
            this.submit = submit;
            this.worker = worker;
            this.servers = servers;
        }

        void round(List<DocumentRef> documents) {
            Cpu inWorker = Cpu.of(worker);
            Cpu inServers = Cpu.of(servers);
            Cpu inCompilers = Cpu.ofCompilers(worker);
            for (DocumentRef document : documents) {
                long start = System.nanoTime();
                last = submit.apply(document);
                millis.add((System.nanoTime() - start) / 1e6);
            }
            workerSeconds += inWorker.seconds();
            compilerSeconds += inCompilers.seconds();
            serverSeconds += inServers.seconds();
        }

        void forget() {
            millis.clear();
            workerSeconds = 0;
            compilerSeconds = 0;
            serverSeconds = 0;
        }

        double workerCpu() {
            return workerSeconds * 1_000 / millis.size();
        }

        double compiledCpu() {
            return (workerSeconds - compilerSeconds) * 1_000 / millis.size();
        }

        double serverCpu() {
            return serverSeconds * 1_000 / millis.size();
        }

        double events(WorkflowClient client) {
            return client.fetchHistory(last).getEvents().size();
        }
    }
}
