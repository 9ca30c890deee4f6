package dev.ratchet.activities.retrieval;

import static dev.ratchet.activities.retrieval.Shelf.ACME;
import static dev.ratchet.activities.retrieval.Shelf.id;
import static dev.ratchet.activities.retrieval.Shelf.passages;
import static dev.ratchet.activities.retrieval.Shelf.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.content.DirectoryContentStore;
import dev.ratchet.activities.content.PostgresExpiringContent;
import dev.ratchet.activities.content.PostgresExpiringContent.Kind;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.retrieval.Query.Scope;
import dev.ratchet.activities.retrieval.configuration.Configurations;
import dev.ratchet.activities.retrieval.configuration.Engine;
import dev.ratchet.activities.retrieval.embedding.Embeddings;
import dev.ratchet.activities.retrieval.embedding.LetterEmbeddings;
import dev.ratchet.activities.retrieval.lucene.LucenePassageIndex;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Found;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Search;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrieverTest {
    private static final String CONFIGURATIONS = """
            usual: words@1
            configurations:
              words@1:
                {retriever: lucene, analysis: english, k1: 1.2, b: 0.75, heading: 0, depth: 100, embedding: none, fusion: {rrf: 60}}
              letters@1:
                {retriever: lucene, analysis: english, k1: 1.2, b: 0.75, heading: 0, depth: 100, embedding: {name: letters@1, pooling: max},
                 fusion: {rrf: 60}}
              other@1:
                {retriever: lucene, analysis: english, k1: 1.2, b: 0.75, heading: 0, depth: 100, embedding: {name: other@1, pooling: max},
                 fusion: {rrf: 60}}
              feedback@1:
                {retriever: lucene, analysis: english, k1: 1.2, b: 0.75, heading: 0, depth: 100, embedding: none,
                 fusion: {meaning: 0.5}, feedback: {passages: 1, words: 10, question: 0.5}}
              reranked@1:
                {retriever: lucene, analysis: english, k1: 1.2, b: 0.75, heading: 0, depth: 100, embedding: none,
                 fusion: {rrf: 60}, reranker: {coverage: 0, proximity: 1}}
              rows@1:
                {retriever: postgresql, analysis: english, k1: 1.2, b: 0.75, heading: 0, depth: 100, embedding: none,
                 fusion: {rrf: 60}}
            """;

    @TempDir
    Path folder;

    private final TestDatabase database = new TestDatabase();
    private final Embeddings letters = new LetterEmbeddings();
    private LucenePassageIndex index;
    private DirectoryContentStore content;
    private Retriever retriever;
    private RetrievalActivitiesImpl activities;

    @BeforeEach
    void open() throws Exception {
        content = new DirectoryContentStore(folder.resolve("content"));
        index = new LucenePassageIndex(
                folder.resolve("index"),
                database.database(),
                new PostgresExpiringContent(database.database(), Kind.INDEX),
                List.of(Analysis.ENGLISH),
                letters);
        retriever = new Retriever(
                Map.of(Engine.LUCENE, index), List.of(letters), content, Configurations.read("test", CONFIGURATIONS));
        activities = new RetrievalActivitiesImpl(retriever, content);
    }

    @AfterEach
    void close() {
        index.close();
        database.close();
    }

    private void put(int document, String... texts) throws IOException {
        DocumentVersion of = version(document, 1);
        for (String text : texts) {
            content.put(ACME, text.getBytes(StandardCharsets.UTF_8));
        }
        index.put(ACME, of, passages(of, texts));
    }

    private Found found(String question, String configuration, String... within) throws IOException {
        Digest asked =
                content.put(ACME, question.getBytes(StandardCharsets.UTF_8)).digest();
        return activities.search(new Search(ACME, asked, List.of(within), 3, configuration));
    }

    private static List<String> ids(Found found) {
        return found.hits().stream().map(hit -> hit.passage().id()).toList();
    }

    @Test
    void theUsualConfigurationAnswersAndSaysWhichItWas() throws IOException {
        put(1, "the pump leaks", "the valve is shut", "pump", "pump pump", "pump it");

        Found found = found("pumps", null);
        assertThat(found.hits()).hasSize(3);
        assertThat(found.configuration()).startsWith("words@1 (lucene english");
        assertThat(found.semantic()).isFalse();
    }

    @Test
    void meaningFindsWhatHasNoneOfTheWords() throws IOException {
        put(1, "abab", "xyz");

        Found found = found("baba", "letters@1");
        assertThat(ids(found)).startsWith(id(1) + "/1/1");
        assertThat(found.semantic()).isTrue();
        assertThat(found("baba", "words@1").hits()).isEmpty();
    }

    @Test
    void withoutTheEmbeddingItSearchesByWordsAndSaysSo() throws IOException {
        put(1, "pump");

        Found found = found("pump", "other@1");
        assertThat(found.hits()).hasSize(1);
        assertThat(found.semantic()).isFalse();
        assertThat(found.configuration()).contains("other@1");
    }

    @Test
    void feedbackFindsWhatSharesTheWordsOfTheBest() throws IOException {
        put(1, "pump impeller", "impeller wear", "valve");

        assertThat(ids(found("pump", "words@1"))).containsExactly(id(1) + "/1/1");
        assertThat(ids(found("pump", "feedback@1"))).containsExactly(id(1) + "/1/1", id(1) + "/1/2");
    }

    @Test
    void theRerankerReadsTheTexts() throws IOException {
        String apart = "pump " + "and more of it ".repeat(40) + "pressure pressure pressure pump pump pump";
        put(1, "pump" + " filler words".repeat(20) + " pressure", "pump pressure" + " filler words".repeat(25), apart);

        assertThat(ids(found("pump pressure", "reranked@1"))).last().isEqualTo(id(1) + "/1/1");
    }

    @Test
    void whatTheRerankerDoesNotReadStaysBehindWhatItReads() throws IOException {
        String[] texts = new String[60];
        Arrays.setAll(texts, number -> "pump " + "other ".repeat(number));
        put(1, texts);

        assertThat(retriever
                        .retrieve(ACME, "pump", Scope.ALL, 100, "reranked@1")
                        .hits())
                .extracting(hit -> hit.passage().id())
                .doesNotHaveDuplicates()
                .hasSize(60)
                .endsWith(id(1) + "/1/60");
    }

    @Test
    void itIsLimitedToTheDocumentsThatAreNamed() throws IOException {
        put(1, "pump pump pump");
        put(2, "pump among other words");

        assertThat(ids(found("pump", null, id(2)))).containsExactly(id(2) + "/1/1");
    }

    @Test
    void aQuestionOfNothingFindsNothing() throws IOException {
        put(1, "pump");

        assertThat(found("  ", "letters@1").hits()).isEmpty();
    }

    @Test
    void whatCannotBeAskedIsAFailureThatIsNotTriedAgain() throws IOException {
        for (String configuration : List.of("rows@1", "nothing@1")) {
            assertThatThrownBy(() -> found("pump", configuration))
                    .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                        assertThat(failure.getType()).isEqualTo("BAD_INPUT");
                        assertThat(failure.isNonRetryable()).isTrue();
                    });
        }
        assertThatThrownBy(() -> found("x".repeat(10_001), null)).isInstanceOf(ApplicationFailure.class);
        assertThatThrownBy(() -> activities.search(new Search(ACME, Digest.of("never stored"), List.of(), 3, null)))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo("CONTENT_MISSING"));
    }

    @Test
    void anEmptyLibraryHasNothing() throws IOException {
        assertThat(found("copy paper unit price", null).hits()).isEmpty();
    }
}
