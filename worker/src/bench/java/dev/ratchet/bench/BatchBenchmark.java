package dev.ratchet.bench;

import dev.ratchet.worker.ActivitiesOf;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.RunningWorker;
import dev.ratchet.worker.TemporalConnection;
import dev.ratchet.workflows.contract.DocumentActivities;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.GroupActivities;
import dev.ratchet.workflows.contract.LedgerActivities;
import dev.ratchet.workflows.contract.PolicyActivities;
import java.util.List;

/** Real documents: the product's batch against a plain loop without any orchestrator, and against DBOS. */
final class BatchBenchmark implements Benchmark {
    /** Documents of the first round, see {@link Race}. */
    private static final int FIRST = 2_000;

    @Override
    public List<Result> run(Place place) throws Exception {
        try (Capabilities capabilities = place.capabilities();
                TemporalConnection temporal = place.connect();
                Submitter submitter = Submitter.at(place.temporal());
                Lanes one = new Lanes(submitter.client(), 1);
                Lanes two = new Lanes(submitter.client(), 2);
                Dbos dbos = new Dbos(place)) {
            capabilities.warm();
            Uploads uploads = new Uploads(capabilities).withDemoSuppliers();
            Object[] activities = ActivitiesOf.all(capabilities);
            DbosInvoice invoice = dbos.dbos()
                    .registerProxy(
                            DbosInvoice.class,
                            new DbosInvoice.Impl(
                                    dbos.dbos(),
                                    ActivitiesOf.one(DocumentActivities.class, activities),
                                    ActivitiesOf.one(PolicyActivities.class, activities),
                                    ActivitiesOf.one(LedgerActivities.class, activities)));
            dbos.launch();
            RunningWorker worker = RunningWorker.start(temporal, capabilities);
            try {
                PlainLoop plain = new PlainLoop(ActivitiesOf.one(GroupActivities.class, activities));
                Race<DocumentRef> race = new Race<>(place, uploads::next);
                var limit = race.with("plain loop", plain::book);
                var ours = race.with("batch", one::book);
                var lanes = race.with("batch on two lanes", two::book);
                var theirs = race.with("DBOS", documents -> dbos.each(
                        documents, document -> invoice.run(document.digest().hex(), document.bytes())));
                race.run(FIRST);
                return results(place, ours, lanes, limit, theirs);
            } finally {
                worker.close();
            }
        }
    }

    private static List<Result> results(
            Place place, Race.Runner<?> ours, Race.Runner<?> lanes, Race.Runner<?> limit, Race.Runner<?> theirs) {
        String on = place.server();
        String plain = "plain loop";
        String dbos = "DBOS, " + Dbos.CALLERS + " callers";
        return List.of(
                Result.of("DIRECT batch, real documents", on, ours.perSecond(), "documents/s")
                        .against(plain, limit.perSecond())
                        .should(Target.ratioAtLeast(0.85)),
                Result.of("DIRECT batch, real documents, two lanes", on, lanes.perSecond(), "documents/s")
                        .against(plain, limit.perSecond())
                        .should(Target.ratioAtLeast(0.85)),
                Result.of("DIRECT batch, real documents", on, ours.perSecond(), "documents/s")
                        .against(dbos, theirs.perSecond()),
                Result.of("DIRECT batch, real documents, CPU", on, ours.cpuMillis(), "ms/document")
                        .against(plain, limit.cpuMillis()),
                Result.of("DIRECT batch, real documents, CPU", on, ours.cpuMillis(), "ms/document")
                        .against(dbos, theirs.cpuMillis()),
                Result.of("DIRECT batch, real documents, servers' CPU", on, ours.serverCpuMillis(), "ms/document")
                        .against(plain, limit.serverCpuMillis()));
    }
}
