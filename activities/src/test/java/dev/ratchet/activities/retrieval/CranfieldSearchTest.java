package dev.ratchet.activities.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import dev.ratchet.activities.content.DirectoryContentStore;
import dev.ratchet.activities.content.PostgresExpiringContent;
import dev.ratchet.activities.content.PostgresExpiringContent.Kind;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.retrieval.PassageIndex.Indexed;
import dev.ratchet.activities.retrieval.Query.Scope;
import dev.ratchet.activities.retrieval.Query.Words;
import dev.ratchet.activities.retrieval.configuration.Configuration;
import dev.ratchet.activities.retrieval.configuration.Configurations;
import dev.ratchet.activities.retrieval.configuration.Engine;
import dev.ratchet.activities.retrieval.embedding.BeginningEmbeddings;
import dev.ratchet.activities.retrieval.embedding.Embeddings;
import dev.ratchet.activities.retrieval.embedding.LocalEmbeddings;
import dev.ratchet.activities.retrieval.embedding.RememberedEmbeddings;
import dev.ratchet.activities.retrieval.evaluation.Comparison;
import dev.ratchet.activities.retrieval.evaluation.Cranfield;
import dev.ratchet.activities.retrieval.evaluation.Interval;
import dev.ratchet.activities.retrieval.evaluation.Measures;
import dev.ratchet.activities.retrieval.lucene.LucenePassageIndex;
import dev.ratchet.activities.retrieval.postgres.PostgresPassageIndex;
import dev.ratchet.activities.retrieval.ranking.CoverageReranker;
import dev.ratchet.activities.retrieval.ranking.Feedback;
import dev.ratchet.activities.retrieval.ranking.Fusion;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The product's own search on Cranfield, through its ports. Each abstract is a document of one passage, its title the heading.
 * Prints the table that README shows. Embedding takes some minutes; the vectors are kept in {@code target}.
 */
@Tag("slow")
class CranfieldSearchTest {
    private static final TenantId TENANT = new TenantId("cranfield");
    private static final long SEED = 19;
    private static final String BEGINNING = "beginning-of-all-minilm-l6-v2@1";

    @TempDir
    Path folder;

    private final TestDatabase database = new TestDatabase();
    private final TestDatabase another = new TestDatabase();
    private final List<String> table = new ArrayList<>();
    private final List<LucenePassageIndex> open = new ArrayList<>();
    private final Map<String, String> ids = new TreeMap<>();
    private Cranfield cranfield;
    private DirectoryContentStore content;

    @BeforeEach
    void read() throws IOException {
        cranfield = Cranfield.read(Needs.sharedData("retrieval"));
        content = new DirectoryContentStore(folder.resolve("content"));
    }

    @AfterEach
    void close() {
        open.forEach(LucenePassageIndex::close);
        database.close();
        another.close();
    }

    @Test
    void wordsAlone() throws Exception {
        PassageIndex lucene = lucene("words", database, null);
        PassageIndex postgres = new PostgresPassageIndex(database.database());
        fill(lucene);
        fill(postgres);
        Map<Engine, PassageIndex> indexes = Map.of(Engine.LUCENE, lucene, Engine.POSTGRESQL, postgres);

        double[] bm25 = row("bm25@1", indexes, List.of(), builtIn("bm25@1"), CranfieldSearchTest::any);
        double[] rows = row("postgresql@1", indexes, List.of(), builtIn("postgresql@1"), CranfieldSearchTest::any);
        print("words");
        assertThat(Interval.of(bm25, SEED).mean()).isGreaterThanOrEqualTo(0.374);
        assertThat(Interval.of(rows, SEED).mean()).isGreaterThanOrEqualTo(0.2);
    }

    @Test
    void meaningToo() throws Exception {
        LocalEmbeddings local = LocalEmbeddings.load()
                .orElseGet(() -> Assumptions.abort("skipped: build with -Plocal-embeddings for all-minilm-l6-v2"));
        Embeddings windows = new RememberedEmbeddings(local, Path.of("target", "cranfield-vectors"));
        Embeddings beginning =
                new RememberedEmbeddings(new BeginningEmbeddings(local), Path.of("target", "cranfield-beginnings"));
        PassageIndex ofWindows = lucene("windows", database, windows);
        PassageIndex ofBeginnings = lucene("beginnings", another, beginning);
        fill(ofWindows);
        fillUntitled(ofBeginnings);
        Map<Engine, PassageIndex> index = Map.of(Engine.LUCENE, ofWindows);
        Map<Engine, PassageIndex> cut = Map.of(Engine.LUCENE, ofBeginnings);
        List<Embeddings> embeddings = List.of(windows, beginning);
        Configuration bm25 = builtIn("bm25@1");
        Configuration hybrid = builtIn("hybrid@1");

        double[] words = row("bm25@1", index, embeddings, bm25, CranfieldSearchTest::any);
        double[] ofBeginning =
                row("hybrid, 126 tokens", cut, embeddings, embedding(hybrid, BEGINNING), CranfieldSearchTest::any);
        compared("  above bm25@1", words, ofBeginning);
        double[] ofWindow = row("hybrid@1, windows", index, embeddings, hybrid, CranfieldSearchTest::any);
        compared("  above bm25@1", words, ofWindow);

        Configuration tuned = tuned(index, embeddings, hybrid);
        table.add("tuned on the odd queries: " + tuned.label());
        double[] evenWords = row("even: bm25@1", index, embeddings, bm25, CranfieldSearchTest::even);
        double[] evenBeginning =
                row("even: hybrid, 126", cut, embeddings, embedding(hybrid, BEGINNING), CranfieldSearchTest::even);
        double[] evenHybrid = row("even: hybrid@1", index, embeddings, hybrid, CranfieldSearchTest::even);
        double[] evenTuned = row("even: tuned", index, embeddings, tuned, CranfieldSearchTest::even);
        Comparison overWords = compared("  above bm25@1", evenWords, evenTuned);
        compared("  above hybrid, 126", evenBeginning, evenTuned);
        Comparison overHybrid = compared("  above hybrid@1", evenHybrid, evenTuned);
        row("all: tuned", index, embeddings, tuned, CranfieldSearchTest::any);
        print("meaning");

        Comparison fused = Comparison.of(words, ofBeginning, SEED);
        assertThat(Interval.of(ofBeginning, SEED).mean()).isGreaterThanOrEqualTo(0.42);
        assertThat(fused.p()).isLessThan(0.01);
        assertThat(Interval.of(ofWindow, SEED).mean()).isGreaterThanOrEqualTo(0.42);
        assertThat(overWords.p()).isLessThan(0.01);
        assertThat(overHybrid.gain().mean()).isPositive();
    }

    private static boolean any(int place) {
        return true;
    }

    private static boolean odd(int place) {
        return place % 2 == 1;
    }

    private static boolean even(int place) {
        return place % 2 == 0;
    }

    private static Configuration builtIn(String name) {
        return Configurations.builtIn().of(name);
    }

    private static Configuration embedding(Configuration like, String embedding) {
        return new Configuration(
                like.name(),
                like.engine(),
                like.words(),
                like.depth(),
                embedding,
                like.fusion(),
                like.feedback(),
                like.reranker(),
                like.generator());
    }

    private LucenePassageIndex lucene(String name, TestDatabase in, Embeddings embeddings) {
        LucenePassageIndex index = new LucenePassageIndex(
                folder.resolve(name),
                in.database(),
                new PostgresExpiringContent(in.database(), Kind.INDEX),
                List.of(Analysis.ENGLISH),
                embeddings);
        open.add(index);
        return index;
    }

    private void fill(PassageIndex index) throws Exception {
        fill(index, true);
    }

    private void fillUntitled(PassageIndex index) throws Exception {
        fill(index, false);
    }

    /** Many at once: what comes together is committed together. */
    private void fill(PassageIndex index, boolean titled) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(32);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (Cranfield.Abstract each : cranfield.abstracts()) {
                if (!each.text().isEmpty()) {
                    DocumentVersion version = new DocumentVersion(
                            String.format("%016x", Integer.parseInt(each.id())), 1, Digest.of(each.id()));
                    ids.put(version.document(), each.id());
                    Indexed indexed = indexed(version, each, titled);
                    all.add(writers.submit(() -> index.put(TENANT, version, List.of(indexed))));
                }
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            writers.shutdown();
        }
    }

    private Indexed indexed(DocumentVersion version, Cranfield.Abstract of, boolean titled) throws IOException {
        Digest text =
                content.put(TENANT, of.text().getBytes(StandardCharsets.UTF_8)).digest();
        String heading =
                titled ? of.title().substring(0, Math.min(200, of.title().length())) : "";
        Passage passage = new Passage(version, 1, 0, heading, 0, of.text().length(), text);
        return new Indexed(passage, of.text(), new TreeMap<>());
    }

    private double[] row(
            String name,
            Map<Engine, PassageIndex> indexes,
            List<Embeddings> embeddings,
            Configuration configuration,
            IntPredicate places)
            throws IOException {
        List<List<String>> rankings = rankings(indexes, embeddings, configuration, places);
        List<Map<String, Integer>> judged = places(places)
                .mapToObj(place -> (Map<String, Integer>) cranfield.judgements().of("" + place))
                .toList();
        double[] gains = values(rankings.size(), at -> Measures.ndcg(rankings.get(at), judged.get(at), 10));
        double[] recalls = values(rankings.size(), at -> Measures.recall(rankings.get(at), judged.get(at), 100));
        double[] precisions =
                values(rankings.size(), at -> Measures.averagePrecision(rankings.get(at), judged.get(at)));
        table.add(String.format(
                "%-22s nDCG@10 %s  recall@100 %.3f  MAP %.3f",
                name,
                Interval.of(gains, SEED),
                Interval.of(recalls, SEED).mean(),
                Interval.of(precisions, SEED).mean()));
        return gains;
    }

    private IntStream places(IntPredicate of) {
        return IntStream.rangeClosed(1, cranfield.queries().size()).filter(of);
    }

    private static double[] values(int count, java.util.function.IntToDoubleFunction of) {
        return IntStream.range(0, count).mapToDouble(of).toArray();
    }

    private List<List<String>> rankings(
            Map<Engine, PassageIndex> indexes,
            List<Embeddings> embeddings,
            Configuration configuration,
            IntPredicate places)
            throws IOException {
        Retriever retriever = new Retriever(
                indexes,
                embeddings,
                content,
                new Configurations(
                        configuration.name(),
                        new TreeMap<>(Map.of(configuration.name(), configuration)),
                        Digest.of("test")));
        List<List<String>> rankings = new ArrayList<>();
        for (int place : places(places).toArray()) {
            rankings.add(
                    retriever.retrieve(TENANT, cranfield.queries().get(place - 1), Scope.ALL, 100, null).hits().stream()
                            .map(hit -> ids.get(hit.passage().of().document()))
                            .toList());
        }
        return rankings;
    }

    private Comparison compared(String name, double[] first, double[] second) {
        Comparison comparison = Comparison.of(first, second, SEED);
        table.add(String.format("%-22s %s", name, comparison));
        return comparison;
    }

    /** One setting after the other is changed to what is best on the odd queries, twice. */
    private Configuration tuned(Map<Engine, PassageIndex> index, List<Embeddings> embeddings, Configuration start)
            throws IOException {
        Configuration best = named(start, start.words(), start.fusion(), start.feedback(), start.reranker());
        double most = gain(index, embeddings, best);
        for (int round = 1; round <= 2; round++) {
            for (int setting = 0; setting < neighbours(best).size(); setting++) {
                for (Configuration other : neighbours(best).get(setting)) {
                    double mean = gain(index, embeddings, other);
                    if (mean > most) {
                        most = mean;
                        best = other;
                    }
                }
            }
        }
        return best;
    }

    private double gain(Map<Engine, PassageIndex> index, List<Embeddings> embeddings, Configuration configuration)
            throws IOException {
        List<List<String>> rankings = rankings(index, embeddings, configuration, CranfieldSearchTest::odd);
        int[] places = places(CranfieldSearchTest::odd).toArray();
        return IntStream.range(0, places.length)
                .mapToDouble(at ->
                        Measures.ndcg(rankings.get(at), cranfield.judgements().of("" + places[at]), 10))
                .average()
                .orElseThrow();
    }

    private static Configuration named(
            Configuration like,
            Words words,
            Fusion fusion,
            Feedback feedback,
            dev.ratchet.activities.retrieval.ranking.Reranker reranker) {
        return new Configuration(
                "tuned@1",
                like.engine(),
                words,
                like.depth(),
                like.embedding(),
                fusion,
                feedback,
                reranker,
                like.generator());
    }

    private static List<List<Configuration>> neighbours(Configuration from) {
        List<Configuration> headings = new ArrayList<>();
        for (double heading : new double[] {0, 0.3, 0.5, 1}) {
            Words words = new Words(
                    from.words().analysis(), from.words().k1(), from.words().b(), heading);
            headings.add(named(from, words, from.fusion(), from.feedback(), from.reranker()));
        }
        List<Configuration> fusions = new ArrayList<>();
        for (double meaning : new double[] {0.2, 0.3, 0.4, 0.5, 0.6}) {
            fusions.add(named(from, from.words(), new Fusion.WeightedSum(meaning), from.feedback(), from.reranker()));
        }
        List<Configuration> feedbacks = new ArrayList<>();
        for (int passages : new int[] {3, 5, 10}) {
            for (double question : new double[] {0.3, 0.5}) {
                Feedback feedback = new Feedback(passages, 50, question);
                feedbacks.add(named(from, from.words(), from.fusion(), feedback, from.reranker()));
            }
        }
        List<Configuration> saturations = new ArrayList<>();
        for (double k1 : new double[] {0.9, 1.2, 2.0}) {
            Words words = new Words(
                    from.words().analysis(), k1, from.words().b(), from.words().heading());
            saturations.add(named(from, words, from.fusion(), from.feedback(), from.reranker()));
        }
        List<Configuration> rerankers = new ArrayList<>();
        for (double[] weights : new double[][] {{0.1, 0}, {0, 0.1}, {0.2, 0.2}}) {
            rerankers.add(named(
                    from,
                    from.words(),
                    from.fusion(),
                    from.feedback(),
                    new CoverageReranker(Analysis.ENGLISH, weights[0], weights[1])));
        }
        return List.of(headings, fusions, feedbacks, saturations, rerankers);
    }

    private void print(String name) throws IOException {
        Path file = Path.of("target", "cranfield-" + name + ".txt");
        Files.write(file, table);
        table.forEach(System.out::println);
    }
}
