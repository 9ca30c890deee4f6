package dev.ratchet.activities.retrieval.configuration;

import dev.ratchet.activities.retrieval.Query.Pooling;
import dev.ratchet.activities.retrieval.Query.Words;
import dev.ratchet.activities.retrieval.configuration.Configuration.Embedded;
import dev.ratchet.activities.retrieval.ranking.CoverageReranker;
import dev.ratchet.activities.retrieval.ranking.Feedback;
import dev.ratchet.activities.retrieval.ranking.Fusion;
import dev.ratchet.activities.retrieval.ranking.Reranker;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.activities.yaml.BoundedYaml;
import dev.ratchet.activities.yaml.InvalidYaml;
import dev.ratchet.activities.yaml.YamlBounds;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.retrieval.Generator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** The form is that of {@code retrieval/configurations.yaml}, which explains it. */
final class ConfigurationsReader {
    private static final YamlBounds BOUNDS = new YamlBounds(64 * 1024, 6, 5_000);

    private final String file;

    ConfigurationsReader(String file) {
        this.file = file;
    }

    Configurations read(String yaml) throws InvalidConfiguration {
        @Nullable Node root;
        try {
            root = BoundedYaml.compose(yaml, BOUNDS);
        } catch (InvalidYaml e) {
            throw new InvalidConfiguration(
                    file + (e.line() == 0 ? "" : ":" + e.line()) + ": the file " + e.getMessage());
        }
        if (root == null) {
            throw new InvalidConfiguration(file + ": the file is empty");
        }
        Settings settings = new Settings(file, root);
        String usual = settings.text("usual");
        Settings named = settings.inner("configurations");
        settings.end();
        SortedMap<String, Configuration> all = new TreeMap<>();
        for (String name : named.names()) {
            all.put(name, configuration(name, named.inner(name)));
        }
        try {
            return new Configurations(usual, all, Digest.of(yaml));
        } catch (IllegalArgumentException e) {
            throw settings.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Configuration configuration(String name, Settings settings) throws InvalidConfiguration {
        try {
            Analysis analysis = settings.choice("analysis", Analysis.class);
            Configuration configuration = new Configuration(
                    name,
                    settings.choice("retriever", Engine.class),
                    new Words(analysis, settings.number("k1"), settings.number("b"), settings.number("heading")),
                    settings.whole("depth"),
                    embedded(settings.optional("embedding")),
                    fusion(settings.inner("fusion")),
                    feedback(settings.optional("feedback")),
                    reranker(analysis, settings.optional("reranker")),
                    settings.choice("generator", Generator.class, Generator.SMALL));
            settings.end();
            return configuration;
        } catch (IllegalArgumentException e) {
            throw settings.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Embedded embedded(@Nullable Settings settings) throws InvalidConfiguration {
        if (settings == null) {
            return null;
        }
        Embedded embedded = new Embedded(settings.text("name"), settings.choice("pooling", Pooling.class));
        settings.end();
        return embedded;
    }

    private static Fusion fusion(Settings settings) throws InvalidConfiguration {
        boolean ranks = settings.names().contains("rrf");
        Fusion fusion = ranks
                ? new Fusion.ReciprocalRank(settings.whole("rrf"))
                : new Fusion.WeightedSum(settings.number("meaning"));
        settings.end();
        return fusion;
    }

    private static @Nullable Feedback feedback(@Nullable Settings settings) throws InvalidConfiguration {
        if (settings == null) {
            return null;
        }
        Feedback feedback =
                new Feedback(settings.whole("passages"), settings.whole("words"), settings.number("question"));
        settings.end();
        return feedback;
    }

    private static @Nullable Reranker reranker(Analysis analysis, @Nullable Settings settings)
            throws InvalidConfiguration {
        if (settings == null) {
            return null;
        }
        Reranker reranker = new CoverageReranker(analysis, settings.number("coverage"), settings.number("proximity"));
        settings.end();
        return reranker;
    }
}
