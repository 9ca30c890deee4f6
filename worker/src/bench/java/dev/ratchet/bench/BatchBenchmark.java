package dev.ratchet.bench;

import dev.ratchet.workflows.contract.invoice.BooksActivities;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.worker.ActivitiesOf;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.RunningWorker;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.workflows.contract.invoice.DocumentActivities;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.invoice.InvoiceBatchActivities;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The product's batch against a plain loop without any orchestrator, and against DBOS: on copies of invoices that others
 * wrote, where the shared data is there, and on the product's small samples.
 */
final class BatchBenchmark implements Benchmark {
    /** Documents of the first round, see {@link Race}. */
    private static final int FIRST = 2_000;

    /** Each is a batch of thousands, as the one that is watched for growth is: opening and ending one takes a third of a second. */
    private static final int ROUNDS = 4;

    @Override
    public List<Result> run(Place place) throws Exception {
        try (Capabilities capabilities = place.capabilities();
                TemporalConnection temporal = place.connect();
                Submitter submitter = Submitter.at(place.temporal());
                Lanes one = new Lanes(submitter.client(), 1);
                Lanes two = new Lanes(submitter.client(), 2);
                Dbos dbos = new Dbos(place)) {
            capabilities.warmFully();
            Object[] activities = ActivitiesOf.all(capabilities);
            DbosInvoice invoice = dbos.dbos()
                    .registerProxy(
                            DbosInvoice.class,
                            new DbosInvoice.Impl(
                                    dbos.dbos(),
                                    ActivitiesOf.one(DocumentActivities.class, activities),
                                    ActivitiesOf.one(BooksActivities.class, activities),
                                    ActivitiesOf.one(EffectActivities.class, activities)));
            dbos.launch();
            RunningWorker worker = RunningWorker.start(temporal, capabilities);
            try {
                InvoiceBatchActivities group = ActivitiesOf.one(InvoiceBatchActivities.class, activities);
                PlainLoop plain = new PlainLoop(group);
                Uploads small = new Uploads(capabilities).withDemoSuppliers();
                RealInvoices others =
                        new RealInvoices(place.sharedData().resolve("invoices/ubl"), small.ports(), group);
                Map<String, Uploads> kinds = new LinkedHashMap<>();
                kinds.put("small documents", small);
                if (!others.isEmpty()) {
                    kinds.put("real documents", new Uploads(small.ports(), others::copy));
                    Files.writeString(place.accounts(), "real documents: " + others + "\n");
                }
                List<Result> results = new ArrayList<>();
                for (Map.Entry<String, Uploads> kind : kinds.entrySet()) {
                    Race<DocumentRef> race = new Race<>(place, kind.getValue()::next, ROUNDS);
                    var limit = race.with(kind.getKey() + ", plain loop", plain::book);
                    var ours = race.with(kind.getKey() + ", batch", one::book);
                    var lanes = race.with(kind.getKey() + ", two lanes", two::book);
                    var theirs = race.with(kind.getKey() + ", DBOS", documents -> dbos.each(
                            documents, document -> invoice.run(document.digest().hex(), document.bytes())));
                    race.run(FIRST);
                    results.addAll(results(place, "DIRECT batch, " + kind.getKey(), ours, lanes, limit, theirs));
                }
                return results;
            } finally {
                worker.close();
            }
        }
    }

    private static List<Result> results(
            Place place,
            String what,
            Race.Runner<?> ours,
            Race.Runner<?> lanes,
            Race.Runner<?> limit,
            Race.Runner<?> theirs) {
        String on = place.server();
        String plain = "plain loop";
        String dbos = "DBOS, " + Dbos.CALLERS + " callers";
        return List.of(
                Result.of(what, on, ours.perSecond(), "documents/s")
                        .against(plain, limit.perSecond())
                        .should(Target.ratioAtLeast(0.85)),
                Result.of(what + ", two lanes", on, lanes.perSecond(), "documents/s")
                        .against(plain, limit.perSecond())
                        .should(Target.ratioAtLeast(0.85)),
                Result.of(what, on, ours.perSecond(), "documents/s").against(dbos, theirs.perSecond()),
                Result.of(what + ", CPU", on, ours.cpuMillis(), "ms/document").against(plain, limit.cpuMillis()),
                Result.of(what + ", CPU", on, ours.cpuMillis(), "ms/document").against(dbos, theirs.cpuMillis()),
                Result.of(what + ", servers' CPU", on, ours.serverCpuMillis(), "ms/document")
                        .against(plain, limit.serverCpuMillis()));
    }
}
