package dev.ratchet.bench;

import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.contract.batch.BatchActivities;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.worker.ActivitiesOf;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.temporal.TemporalConnection;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Five steps that do nothing but return, then one ledger entry: the kernel's loop in a batch workflow against DBOS. */
final class OrchestrationBenchmark implements Benchmark {
    private static final int FIRST = 2_000;
    private static final int ROUNDS = 8;

    @Override
    public List<Result> run(Place place) throws Exception {
        AtomicInteger items = new AtomicInteger();
        try (Capabilities capabilities = place.capabilities();
                TemporalConnection temporal = place.connect();
                Submitter submitter = Submitter.at(place.temporal());
                Pager pager = new Pager(BatchWorkflow.PAGES_IN_FLIGHT);
                Dbos dbos = new Dbos(place)) {
            Uploads uploads = new Uploads(capabilities).with(Toy.MASTER_DATA);
            Object[] activities = ActivitiesOf.all(capabilities);
            EffectActivities effects = ActivitiesOf.one(EffectActivities.class, activities);
            DbosToy other = dbos.dbos().registerProxy(DbosToy.class, new DbosToy.Impl(dbos.dbos(), effects, true));
            DbosToy bare = dbos.dbos()
                    .registerProxy(DbosToy.class, new DbosToy.Impl(dbos.dbos(), effects, false), "bare");
            dbos.launch();
            WorkerFactory factory = worker(temporal.client(), activities);
            try {
                Race<Integer> race = new Race<>(
                        place,
                        many -> IntStream.range(0, many)
                                .mapToObj(i -> uploads.toy(items.incrementAndGet()))
                                .toList(),
                        ROUNDS);
                var grouped = race.with("grouped", batch(submitter.client(), pager, true));
                var alone = race.with("one by one", batch(submitter.client(), pager, false));
                var theirs = race.with("DBOS", batch -> dbos.each(batch, other::run));
                var theirSteps = race.with("DBOS without the entry", batch -> dbos.each(batch, bare::run));
                race.run(FIRST);
                String on = place.server();
                String dbosIs = "DBOS, " + Dbos.CALLERS + " callers";
                return List.of(
                        Result.of("DIRECT batch, orchestration, grouped", on, grouped.perSecond(), "runs/s")
                                .against(dbosIs, theirs.perSecond())
                                .should(Target.ratioAtLeast(2.0)),
                        Result.of("DIRECT batch, orchestration, one by one", on, alone.perSecond(), "runs/s")
                                .against(dbosIs, theirs.perSecond())
                                .should(Target.ratioAtLeast(2.0)),
                        Result.of("DIRECT batch, orchestration, grouped, CPU", on, grouped.cpuMillis(), "ms/run")
                                .against(dbosIs, theirs.cpuMillis()),
                        Result.of(
                                        "DIRECT batch, orchestration, grouped, servers' CPU",
                                        on,
                                        grouped.serverCpuMillis(),
                                        "ms/run")
                                .against(dbosIs, theirs.serverCpuMillis()),
                        Result.of("DIRECT batch, orchestration, one by one", on, alone.perSecond(), "runs/s")
                                .against("DBOS without the entry", theirSteps.perSecond()));
            } finally {
                factory.shutdownNow();
            }
        }
    }

    private static Race.Work<Integer> batch(WorkflowClient client, Pager pager, boolean grouped) {
        return items -> {
            String id = "toy-batch/" + UUID.randomUUID();
            ToyBatch started = client.newWorkflowStub(
                    ToyBatch.class,
                    WorkflowOptions.newBuilder()
                            .setWorkflowId(id)
                            .setTaskQueue(ToyBatch.TASK_QUEUE)
                            .build());
            WorkflowClient.start(started::run, grouped);
            ToyBatch batch = client.newWorkflowStub(ToyBatch.class, id);
            pager.send(items, BatchActivities.MOST, 1, (number, page) -> batch.take(page));
            batch.finish();
        };
    }

    private static WorkerFactory worker(WorkflowClient client, Object[] activities) {
        WorkerFactory factory = WorkerFactory.newInstance(client);
        Worker worker = factory.newWorker(ToyBatch.TASK_QUEUE);
        worker.registerWorkflowImplementationTypes(ToyBatchImpl.class);
        worker.registerActivitiesImplementations(activities);
        worker.registerActivitiesImplementations(new ToyActivitiesImpl());
        factory.start();
        return factory;
    }
}
