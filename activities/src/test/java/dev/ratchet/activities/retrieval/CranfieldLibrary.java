package dev.ratchet.activities.retrieval;

import dev.ratchet.Needs;
import dev.ratchet.activities.content.DirectoryContentStore;
import dev.ratchet.activities.content.PostgresExpiringContent;
import dev.ratchet.activities.content.PostgresExpiringContent.Kind;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.retrieval.PassageIndex.Indexed;
import dev.ratchet.activities.retrieval.Query.Scope;
import dev.ratchet.activities.retrieval.configuration.Configuration;
import dev.ratchet.activities.retrieval.configuration.Configurations;
import dev.ratchet.activities.retrieval.configuration.Engine;
import dev.ratchet.activities.retrieval.embedding.Embeddings;
import dev.ratchet.activities.retrieval.evaluation.Cranfield;
import dev.ratchet.activities.retrieval.evaluation.Measures;
import dev.ratchet.activities.retrieval.lucene.LucenePassageIndex;
import dev.ratchet.activities.retrieval.postgres.PostgresPassageIndex;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Cranfield in the product's own indexes: each abstract is a document of one passage. Queries are known by their place, from 1. */
final class CranfieldLibrary implements AutoCloseable {
    private static final TenantId TENANT = new TenantId("cranfield");

    private final TestDatabase database = new TestDatabase();
    private final Map<String, String> ids = new TreeMap<>();
    private final Cranfield cranfield;
    private final DirectoryContentStore content;
    private final LucenePassageIndex lucene;
    private final PassageIndex rows;
    private final List<Embeddings> embeddings;

    /** @param embeddings absent where words alone are compared */
    CranfieldLibrary(Path folder, @Nullable Embeddings embeddings) throws IOException {
        this.cranfield = Cranfield.read(Needs.sharedData("retrieval"));
        this.content = new DirectoryContentStore(folder.resolve("content"));
        this.lucene = new LucenePassageIndex(
                folder.resolve("index"),
                database.database(),
                new PostgresExpiringContent(database.database(), Kind.INDEX),
                List.of(Analysis.ENGLISH),
                embeddings);
        this.rows = new PostgresPassageIndex(database.database());
        this.embeddings = embeddings == null ? List.of() : List.of(embeddings);
    }

    Cranfield cranfield() {
        return cranfield;
    }

    /** Many at once: what comes together is committed together. */
    void fill(Engine engine) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(32);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (Cranfield.Abstract each : cranfield.abstracts()) {
                if (!each.text().isEmpty()) {
                    DocumentVersion version = new DocumentVersion(
                            String.format("%016x", Integer.parseInt(each.id())), 1, Digest.of(each.id()));
                    ids.put(version.document(), each.id());
                    Indexed indexed = indexed(version, each);
                    all.add(writers.submit(() -> index(engine).put(TENANT, version, List.of(indexed))));
                }
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            writers.shutdown();
        }
    }

    private PassageIndex index(Engine engine) {
        return switch (engine) {
            case LUCENE -> lucene;
            case POSTGRESQL -> rows;
        };
    }

    private Indexed indexed(DocumentVersion version, Cranfield.Abstract of) throws IOException {
        Digest text =
                content.put(TENANT, of.text().getBytes(StandardCharsets.UTF_8)).digest();
        String heading = of.title().substring(0, Math.min(200, of.title().length()));
        return new Indexed(
                new Passage(version, 1, 0, heading, 0, of.text().length(), text), of.text(), new TreeMap<>());
    }

    int[] all() {
        return IntStream.rangeClosed(1, cranfield.queries().size()).toArray();
    }

    int[] odd() {
        return IntStream.of(all()).filter(place -> place % 2 == 1).toArray();
    }

    int[] even() {
        return IntStream.of(all()).filter(place -> place % 2 == 0).toArray();
    }

    /** Ids of Cranfield's documents, best first, for each of these queries and no other. */
    List<List<String>> rankings(Configuration configuration, int[] places) throws IOException {
        Retriever retriever = new Retriever(
                Map.of(Engine.LUCENE, lucene, Engine.POSTGRESQL, rows),
                embeddings,
                content,
                new Configurations(
                        configuration.name(),
                        new TreeMap<>(Map.of(configuration.name(), configuration)),
                        Digest.of("test")));
        List<List<String>> rankings = new ArrayList<>();
        for (int place : places) {
            rankings.add(
                    retriever.retrieve(TENANT, cranfield.queries().get(place - 1), Scope.ALL, 100, null).hits().stream()
                            .map(hit -> ids.get(hit.passage().of().document()))
                            .toList());
        }
        return rankings;
    }

    /** nDCG@10 of each. */
    double[] gains(List<List<String>> rankings, int[] places) {
        return IntStream.range(0, places.length)
                .mapToDouble(at -> Measures.ndcg(rankings.get(at), judged(places[at]), 10))
                .toArray();
    }

    Map<String, Integer> judged(int place) {
        return cranfield.judgements().of("" + place);
    }

    @Override
    public void close() {
        lucene.close();
        database.close();
    }
}
