package dev.ratchet.activities.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.retrieval.configuration.Configurations;
import dev.ratchet.activities.retrieval.configuration.Engine;
import dev.ratchet.activities.retrieval.embedding.BeginningEmbeddings;
import dev.ratchet.activities.retrieval.embedding.LocalEmbeddings;
import dev.ratchet.activities.retrieval.embedding.RememberedEmbeddings;
import dev.ratchet.activities.retrieval.evaluation.Comparison;
import dev.ratchet.activities.retrieval.evaluation.Interval;
import dev.ratchet.activities.retrieval.evaluation.Measures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The product's own search on Cranfield, through its ports. Each abstract is a document of one passage, its title the heading.
 * Prints the table that README shows. Embedding takes some minutes; the vectors are kept in {@code target}.
 */
@Tag("slow")
class CranfieldSearchTest {
    private static final long SEED = 19;

    @TempDir
    Path folder;

    private final List<String> table = new ArrayList<>();

    @AfterEach
    void print() throws IOException {
        Files.write(Path.of("target", "cranfield-" + (table.size() > 2 ? "meaning" : "words") + ".txt"), table);
        table.forEach(System.out::println);
    }

    @Test
    void wordsAlone() throws Exception {
        try (CranfieldLibrary library = new CranfieldLibrary(folder, null)) {
            library.fill(Engine.LUCENE);
            library.fill(Engine.POSTGRESQL);

            double[] bm25 = row(library, "bm25@1", library.all());
            double[] rows = row(library, "postgresql@1", library.all());
            assertThat(mean(bm25)).isGreaterThanOrEqualTo(0.374);
            assertThat(mean(rows)).isGreaterThanOrEqualTo(0.3);
        }
    }

    @Test
    @Tag("embeddings")
    void meaningToo() throws Exception {
        LocalEmbeddings local = LocalEmbeddings.load()
                .orElseGet(() -> Assumptions.abort("skipped: build with -Plocal-embeddings for all-minilm-l6-v2"));
        try (CranfieldLibrary library =
                new CranfieldLibrary(folder, new RememberedEmbeddings(local, Path.of("target", "cranfield-vectors")))) {
            library.fill(Engine.LUCENE);
            int[] all = library.all();
            int[] even = library.even();

            double[] bm25 = row(library, "bm25@1", all);
            double[] plain = plain(library, local, all);
            compared("  above bm25@1", bm25, plain);
            double[] hybrid = row(library, "hybrid@1", all);
            Comparison fused = compared("  above bm25@1", bm25, hybrid);
            double[] evenWords = row(library, "bm25@1", even);
            double[] evenHybrid = row(library, "hybrid@1", even);
            double[] evenTuned = row(library, "tuned@2", even);
            Comparison overWords = compared("  above bm25@1", evenWords, evenTuned);
            Comparison overHybrid = compared("  above hybrid@1", evenHybrid, evenTuned);

            assertThat(mean(plain)).isGreaterThanOrEqualTo(0.425);
            assertThat(mean(hybrid)).isGreaterThanOrEqualTo(0.425);
            assertThat(fused.p()).isLessThan(0.01);
            assertThat(fused.gain().low()).isPositive();
            assertThat(overWords.p()).isLessThan(0.01);
            assertThat(overHybrid.gain().mean()).isPositive();
        }
    }

    private double[] plain(CranfieldLibrary library, LocalEmbeddings local, int[] places) throws IOException {
        PlainHybrid plain = new PlainHybrid(
                library.cranfield(),
                new RememberedEmbeddings(new BeginningEmbeddings(local), Path.of("target", "cranfield-beginnings")));
        List<List<String>> rankings = new ArrayList<>();
        for (int place : places) {
            rankings.add(plain.ranking(library.cranfield().queries().get(place - 1)));
        }
        return row("Lucene alone", library, rankings, places);
    }

    private double[] row(CranfieldLibrary library, String configuration, int[] places) throws IOException {
        List<List<String>> rankings = library.rankings(Configurations.builtIn().of(configuration), places);
        return row(configuration, library, rankings, places);
    }

    private double[] row(String name, CranfieldLibrary library, List<List<String>> rankings, int[] places) {
        double[] gains = library.gains(rankings, places);
        double recall = IntStream.range(0, places.length)
                .mapToDouble(at -> Measures.recall(rankings.get(at), library.judged(places[at]), 100))
                .average()
                .orElseThrow();
        double precision = IntStream.range(0, places.length)
                .mapToDouble(at -> Measures.averagePrecision(rankings.get(at), library.judged(places[at])))
                .average()
                .orElseThrow();
        table.add(String.format(
                Locale.ROOT,
                "%-16s %3d queries  nDCG@10 %s  recall@100 %.3f  MAP %.3f",
                name,
                places.length,
                Interval.of(gains, SEED),
                recall,
                precision));
        return gains;
    }

    private Comparison compared(String name, double[] first, double[] second) {
        Comparison comparison = Comparison.of(first, second, SEED);
        table.add(String.format("%-29s nDCG@10 %s", name, comparison));
        return comparison;
    }

    private static double mean(double[] gains) {
        return Interval.of(gains, SEED).mean();
    }
}
