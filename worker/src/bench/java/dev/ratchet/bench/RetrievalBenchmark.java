package dev.ratchet.bench;

import dev.ratchet.activities.content.PostgresExpiringContent;
import dev.ratchet.activities.content.PostgresExpiringContent.Kind;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.database.DatabaseConfig;
import dev.ratchet.activities.retrieval.Query;
import dev.ratchet.activities.retrieval.Query.Meaning;
import dev.ratchet.activities.retrieval.Query.Pooling;
import dev.ratchet.activities.retrieval.Query.Scope;
import dev.ratchet.activities.retrieval.Query.Words;
import dev.ratchet.activities.retrieval.lucene.LucenePassageIndex;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;

/**
 * A library of 100,000 passages and its first tenth: how fast it is filled, how large it is, and how long a search takes. Beside it
 * the same two searches as plain calls of Lucene on the same files: what stands between is the look whether the index is current,
 * the limits, and reading where a passage stands.
 */
final class RetrievalBenchmark implements Benchmark {
    private static final int PASSAGES = 100_000;
    private static final int WHEN_SHORT = 20_000;
    private static final TenantId TENANT = new TenantId("bench");
    private static final Words WORDS = new Words(Analysis.ENGLISH, 1.2, 0.75, 0.5);
    private static final int WRITERS = 8;
    private static final int DEPTH = 100;

    private final MadePassages made = new MadePassages();
    private final WordVectors vectors = new WordVectors();
    private final List<Result> results = new ArrayList<>();

    @Override
    public List<Result> run(Place place) throws Exception {
        int passages = place.seconds() < 20 ? WHEN_SHORT : PASSAGES;
        Path folder = place.file("index");
        try (Database database =
                        Database.open(new DatabaseConfig(place.databaseUrl(), place.owner(), place.application(), 20));
                LucenePassageIndex index = new LucenePassageIndex(
                        folder,
                        database,
                        new PostgresExpiringContent(database, Kind.INDEX),
                        List.of(Analysis.ENGLISH),
                        vectors)) {
            System.out.println("vectors are sums of made directions, one for each word: 384 dimensions, seeded; no model embeds here");
            double tenth = fill(index, passages / 10);
            List<Double> before = measure(index, folder, passages / 10, null);
            double rest = fill(index, passages - passages / 10);
            results.add(Result.of("put, passages of a library of " + shown(passages), Result.NOWHERE, rest, "passages/s")
                    .against("its first tenth", tenth));
            measure(index, folder, passages, before);
            results.add(Result.of("size on the disk", Result.NOWHERE, size(folder) / 1e6, "MB"));
            results.add(Result.of("snapshot in PostgreSQL", Result.NOWHERE, snapshot(database) / 1e6, "MB"));
            results.add(Result.of("heap in use after a collection", Result.NOWHERE, heap() / 1e6, "MB"));
        }
        return results;
    }

    private static String shown(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** @return passages a second */
    private double fill(LucenePassageIndex index, int passages) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            long start = System.nanoTime();
            for (int put = 0; put < passages; put += MadePassages.IN_A_DOCUMENT) {
                DocumentVersion version = made.nextVersion();
                var documents = made.passages(version);
                all.add(writers.submit(() -> index.put(TENANT, version, documents)));
                if (all.size() > 2 * WRITERS) {
                    all.remove(0).get();
                }
            }
            for (Future<?> each : all) {
                each.get();
            }
            return passages / ((System.nanoTime() - start) / 1e9);
        } finally {
            writers.shutdown();
        }
    }

    /** @return what the searches of the product took, to be held against what they take when there is more */
    private List<Double> measure(LucenePassageIndex index, Path folder, int passages, List<Double> tenth)
            throws Exception {
        List<Double> ours = new ArrayList<>();
        try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(commit(folder)))) {
            for (boolean meaning : new boolean[] {false, true}) {
                for (int callers : new int[] {1, 16}) {
                    List<String> questions = made.questions(callers == 1 ? 400 : 1_600);
                    PlainSearch plain = new PlainSearch(reader, WORDS, DEPTH);
                    Callers.Both both = Callers.inTurns(
                            callers,
                            questions,
                            question -> index.search(TENANT, query(question, meaning)),
                            question -> plain.search(question, meaning ? vectors.embed(List.of(question)).get(0) : null));
                    String what = String.format(
                            Locale.ROOT, "%s, %s passages, %d caller%s", meaning ? "words and meaning" : "words", shown(passages), callers, callers == 1 ? "" : "s");
                    for (double p : new double[] {0.5, 0.99}) {
                        double took = both.ours().micros().quantile(p) / 1e3;
                        ours.add(took);
                        results.add(Result.of(what + String.format(Locale.ROOT, ", p%.0f", p * 100), Result.NOWHERE, took, "ms")
                                .against("plain Lucene", both.other().micros().quantile(p) / 1e3));
                        if (tenth != null) {
                            results.add(Result.of("  growth of it", Result.NOWHERE, took, "ms")
                                    .against("a tenth of them", tenth.get(ours.size() - 1)));
                        }
                    }
                    results.add(Result.of("  processor time of it, median", Result.NOWHERE, both.ours().processor().median() / 1e3, "ms")
                            .against("plain Lucene", both.other().processor().median() / 1e3));
                }
            }
        }
        return ours;
    }

    private Query query(String question, boolean meaning) {
        Meaning asked = meaning ? new Meaning(vectors.name(), vectors.embed(List.of(question)).get(0), Pooling.MEAN) : null;
        return new Query(question, List.of(), asked, WORDS, Scope.ALL, DEPTH);
    }

    private static Path commit(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve(TENANT.value()))) {
            return all.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(each -> each.toFile().length())
                    .sum();
        }
    }

    private static long snapshot(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT sum(length(bytes)) FROM index_content")
                        .mapTo(Long.class)
                        .one());
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
