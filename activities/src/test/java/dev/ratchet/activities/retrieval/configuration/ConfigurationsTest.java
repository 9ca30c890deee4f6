package dev.ratchet.activities.retrieval.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.retrieval.Query.Pooling;
import dev.ratchet.activities.retrieval.configuration.Configuration.Embedded;
import dev.ratchet.activities.retrieval.ranking.CoverageReranker;
import dev.ratchet.activities.retrieval.ranking.Feedback;
import dev.ratchet.activities.retrieval.ranking.Fusion;
import dev.ratchet.activities.retrieval.words.Analysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationsTest {
    private static final String WHOLE = """
            usual: best@2
            configurations:
              best@2:
                {retriever: postgresql, analysis: german, k1: 0.9, b: 0.4, heading: 2, depth: 50, embedding: {name: minilm@1, pooling: mean},
                 fusion: {meaning: 0.4}, feedback: {passages: 3, words: 20, question: 0.5},
                 reranker: {coverage: 0.1, proximity: 0.2}, generator: large}
            """;

    @Test
    void everySettingIsRead() throws Exception {
        Configuration read = Configurations.read("x.yaml", WHOLE).of(null);

        assertThat(read.name()).isEqualTo("best@2");
        assertThat(read.engine()).isEqualTo(Engine.POSTGRESQL);
        assertThat(read.words().analysis()).isEqualTo(Analysis.GERMAN);
        assertThat(read.words().k1()).isEqualTo(0.9);
        assertThat(read.words().b()).isEqualTo(0.4);
        assertThat(read.words().heading()).isEqualTo(2);
        assertThat(read.depth()).isEqualTo(50);
        assertThat(read.embedding()).isEqualTo(new Embedded("minilm@1", Pooling.MEAN));
        assertThat(read.fusion()).isEqualTo(new Fusion.WeightedSum(0.4));
        assertThat(read.feedback()).isEqualTo(new Feedback(3, 20, 0.5));
        assertThat(read.reranker()).isEqualTo(new CoverageReranker(Analysis.GERMAN, 0.1, 0.2));
        assertThat(read.label())
                .isEqualTo(
                        "best@2 (postgresql german k1 0.9 b 0.4 heading 2.0 depth 50; minilm@1 mean; sum 0.4; feedback 3/20/0.5;"
                                + " coverage@1 0.1/0.2; generator large)");
    }

    @Test
    void thoseThatComeWithTheCodeAreThere() {
        Configurations builtIn = Configurations.builtIn();

        assertThat(builtIn.all()).containsOnlyKeys("bm25@1", "extractive@1", "hybrid@1", "postgresql@1", "tuned@2");
        assertThat(builtIn.of("bm25@1").label())
                .isEqualTo(
                        "bm25@1 (lucene english k1 1.2 b 0.75 heading 0.0 depth 100; no embedding; rrf 60; no feedback; no reranker;"
                                + " generator small)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builtIn.of("best@9"))
                .withMessageContaining("known are");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    usual: best@2           | usual: other@1          | should be one of
                    best@2:                 | best:                   | name is like hybrid@1
                    retriever: postgresql   | retriever: elastic      | should be one of [lucene, postgresql]
                    pooling: mean           | pooling: min            | should be one of [max, mean]
                    k1: 0.9                 | k1: many                | should be a number
                    b: 0.4                  | b: 1.4                  | b 0 to 1
                    depth: 50               | depth: 0.5              | whole number
                    depth: 50               | dept: 50                | 'depth' should be given
                    heading: 2              | heading: 2, height: 3   | 'height' is not a field here
                    fusion: {meaning: 0.4}  | fusion: {meaning: 4}    | 0 to 1
                    fusion: {meaning: 0.4}  | fusion: best            | names and values
                    generator: large        | generator: huge         | should be one of [none, small, large]
                    words: 20               | words: 2000             | 1 to 200 words
                    """)
    void aMistakeIsNamedWithItsLine(String right, String wrong, String complaint) {
        String yaml = WHOLE.replace(right, wrong);
        assertThat(yaml).isNotEqualTo(WHOLE);

        assertThatThrownBy(() -> Configurations.read("x.yaml", yaml))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageMatching("(?s)x\\.yaml:[1-9].*")
                .hasMessageContaining(complaint);
    }
}
