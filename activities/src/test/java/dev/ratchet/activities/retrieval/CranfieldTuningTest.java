package dev.ratchet.activities.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratchet.activities.retrieval.Query.Pooling;
import dev.ratchet.activities.retrieval.Query.Words;
import dev.ratchet.activities.retrieval.configuration.Configuration;
import dev.ratchet.activities.retrieval.configuration.Configuration.Embedded;
import dev.ratchet.activities.retrieval.configuration.Configurations;
import dev.ratchet.activities.retrieval.configuration.Engine;
import dev.ratchet.activities.retrieval.embedding.LocalEmbeddings;
import dev.ratchet.activities.retrieval.embedding.RememberedEmbeddings;
import dev.ratchet.activities.retrieval.ranking.CoverageReranker;
import dev.ratchet.activities.retrieval.ranking.Feedback;
import dev.ratchet.activities.retrieval.ranking.Fusion;
import dev.ratchet.activities.retrieval.ranking.Reranker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How {@code tuned@2} was found: from {@code hybrid@1} one setting after the other is changed to the best of its values, again and
 * again until nothing is gained. Reads the odd queries and no other; {@link CranfieldSearchTest} reports the even ones. Prints what
 * each value came to, also to {@code target/cranfield-tuning.txt}.
 */
@Tag("slow")
@Tag("embeddings")
class CranfieldTuningTest {
    private static final String NAME = "tuned@2";

    private static final String EMBEDDING = "all-minilm-l6-v2@1";

    /** Of nDCG@10: less than that is taken for chance, and the setting stays. */
    private static final double WORTH = 0.002;

    @TempDir
    Path folder;

    private final List<String> table = new ArrayList<>();
    private final Map<String, Double> gains = new HashMap<>();
    private CranfieldLibrary library;

    @Test
    void theSearchEndsWhereTheShippedConfigurationIs() throws Exception {
        LocalEmbeddings local = LocalEmbeddings.load()
                .orElseGet(() -> Assumptions.abort("skipped: build with -Plocal-embeddings for all-minilm-l6-v2"));
        try (CranfieldLibrary opened =
                new CranfieldLibrary(folder, new RememberedEmbeddings(local, Path.of("target", "cranfield-vectors")))) {
            library = opened;
            library.fill(Engine.LUCENE);
            Configuration found =
                    searched(settings(Configurations.builtIn().of("hybrid@1")).build());
            Files.write(Path.of("target", "cranfield-tuning.txt"), table);
            assertThat(gain(found))
                    .as(found.label())
                    .isCloseTo(gain(Configurations.builtIn().of(NAME)), within(WORTH));
        }
    }

    private Configuration searched(Configuration start) throws IOException {
        Configuration best = start;
        double most = gain(start);
        say("start", most);
        double before;
        do {
            before = most;
            for (Setting setting : SETTINGS) {
                Configuration changed = best;
                double gained = most;
                for (Value value : setting.values) {
                    Configuration other = value.change.apply(settings(best)).build();
                    double gain = gain(other);
                    say(setting.name + " " + value.name, gain);
                    if (gain > gained) {
                        gained = gain;
                        changed = other;
                    }
                }
                if (gained >= most + WORTH) {
                    most = gained;
                    best = changed;
                }
            }
            say("now " + best.label(), most);
        } while (most > before);
        return best;
    }

    private void say(String what, double gain) {
        String line = String.format(Locale.ROOT, "%.4f  %s", gain, what);
        table.add(line);
        System.out.println(line);
    }

    private double gain(Configuration configuration) throws IOException {
        Double known = gains.get(configuration.label());
        double gain = known == null ? measured(configuration) : known;
        gains.put(configuration.label(), gain);
        return gain;
    }

    private double measured(Configuration configuration) throws IOException {
        int[] odd = library.odd();
        return Arrays.stream(library.gains(library.rankings(configuration, odd), odd))
                .average()
                .orElseThrow();
    }

    private record Setting(String name, List<Value> values) {}

    private record Value(String name, UnaryOperator<Settings> change) {}

    private record Settings(
            Configuration like,
            Words words,
            Pooling pooling,
            Fusion fusion,
            @Nullable Feedback feedback,
            @Nullable Reranker reranker) {
        Configuration build() {
            return new Configuration(
                    NAME,
                    like.engine(),
                    words,
                    like.depth(),
                    new Embedded(EMBEDDING, pooling),
                    fusion,
                    feedback,
                    reranker,
                    like.generator());
        }

        Settings with(Words other) {
            return new Settings(like, other, pooling, fusion, feedback, reranker);
        }

        Settings with(Pooling other) {
            return new Settings(like, words, other, fusion, feedback, reranker);
        }

        Settings with(Fusion other) {
            return new Settings(like, words, pooling, other, feedback, reranker);
        }

        Settings withFeedback(@Nullable Feedback other) {
            return new Settings(like, words, pooling, fusion, other, reranker);
        }

        Settings withReranker(@Nullable Reranker other) {
            return new Settings(like, words, pooling, fusion, feedback, other);
        }
    }

    private static Settings settings(Configuration of) {
        return new Settings(
                of,
                of.words(),
                Objects.requireNonNull(of.embedding()).pooling(),
                of.fusion(),
                of.feedback(),
                of.reranker());
    }

    private static final List<Setting> SETTINGS =
            List.of(poolings(), headings(), saturations(), lengths(), fusions(), feedbacks(), rerankers());

    private static Setting poolings() {
        return new Setting(
                "pooling",
                Arrays.stream(Pooling.values())
                        .map(each -> new Value("" + each, of -> of.with(each)))
                        .toList());
    }

    private static Setting headings() {
        return numbers("heading", of -> value -> new Words(of.analysis(), of.k1(), of.b(), value), 0, 0.3, 0.5, 1);
    }

    private static Setting saturations() {
        return numbers("k1", of -> value -> new Words(of.analysis(), value, of.b(), of.heading()), 0.9, 1.2, 1.6, 2);
    }

    private static Setting lengths() {
        return numbers("b", of -> value -> new Words(of.analysis(), of.k1(), value, of.heading()), 0.6, 0.75, 0.9);
    }

    private interface Changing {
        java.util.function.DoubleFunction<Words> of(Words words);
    }

    private static Setting numbers(String name, Changing changing, double... values) {
        return new Setting(
                name,
                Arrays.stream(values)
                        .mapToObj(value -> new Value(
                                "" + value,
                                of -> of.with(changing.of(of.words()).apply(value))))
                        .toList());
    }

    private static Setting fusions() {
        List<Value> values = new ArrayList<>();
        for (int k : new int[] {10, 60}) {
            Fusion fusion = new Fusion.ReciprocalRank(k);
            values.add(new Value("" + fusion, of -> of.with(fusion)));
        }
        for (double meaning : new double[] {0.2, 0.3, 0.4, 0.5, 0.6}) {
            Fusion fusion = new Fusion.WeightedSum(meaning);
            values.add(new Value("" + fusion, of -> of.with(fusion)));
        }
        return new Setting("fusion", values);
    }

    private static Setting feedbacks() {
        List<Value> values = new ArrayList<>();
        values.add(new Value("none", of -> of.withFeedback(null)));
        for (int passages : new int[] {3, 5, 10}) {
            for (int words : new int[] {20, 50}) {
                for (double question : new double[] {0.3, 0.5, 0.7}) {
                    Feedback feedback = new Feedback(passages, words, question);
                    values.add(new Value("" + feedback, of -> of.withFeedback(feedback)));
                }
            }
        }
        return new Setting("feedback", values);
    }

    private static Setting rerankers() {
        List<Value> values = new ArrayList<>();
        values.add(new Value("none", of -> of.withReranker(null)));
        for (double[] weights : new double[][] {{0.1, 0}, {0, 0.1}, {0.1, 0.1}, {0.2, 0.2}}) {
            values.add(new Value(
                    weights[0] + "/" + weights[1],
                    of -> of.withReranker(new CoverageReranker(of.words().analysis(), weights[0], weights[1]))));
        }
        return new Setting("reranker", values);
    }
}
