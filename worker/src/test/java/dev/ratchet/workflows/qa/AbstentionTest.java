package dev.ratchet.workflows.qa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.content.DirectoryContentStore;
import dev.ratchet.activities.content.DirectoryExpiringContent;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.grounding.VerifiedAnswers;
import dev.ratchet.activities.retrieval.PassageIndex;
import dev.ratchet.activities.retrieval.PassageIndex.Indexed;
import dev.ratchet.activities.retrieval.Query.Scope;
import dev.ratchet.activities.retrieval.Retriever;
import dev.ratchet.activities.retrieval.configuration.Configurations;
import dev.ratchet.activities.retrieval.configuration.Engine;
import dev.ratchet.activities.retrieval.lucene.LucenePassageIndex;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.qa.AnswerFormat;
import dev.ratchet.workflows.contract.qa.GroundingActivities;
import dev.ratchet.workflows.contract.qa.ProposedSentence;
import dev.ratchet.workflows.contract.qa.ProposedSentence.Citation;
import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Found;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that knows every answer and says it, whatever the index still has. */
@Tag("slow")
class AbstentionTest {
    private static final TenantId TENANT = TenantId.DEFAULT;

    private static final VerifiedAnswers NOTHING_CONFIRMED = new VerifiedAnswers() {
        @Override
        public Optional<Verified> find(TenantId tenant, Digest question) {
            return Optional.empty();
        }

        @Override
        public void confirm(TenantId tenant, Digest question, Verified answer) {
            throw new UnsupportedOperationException();
        }
    };

    @TempDir
    Path folder;

    private record Asked(String question, String gold) {}

    private static List<Asked> questions() {
        try (InputStream in = AbstentionTest.class.getResourceAsStream("/qa/questions.json")) {
            List<Asked> questions = new ArrayList<>();
            CanonicalJson.mapper()
                    .readTree(in)
                    .get("questions")
                    .forEach(each -> questions.add(new Asked(
                            each.get("question").asText(), each.get("gold").asText())));
            return questions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cites the gold passage where it is shown, else the first one. */
    private static Proposal knowsItAll(Asked asked, List<String> shown) {
        int gold = shown.indexOf(asked.gold());
        int cited = gold < 0 ? 1 : gold;
        Citation citation = new Citation(String.valueOf((char) ('A' + cited - 1)), shown.get(cited), null);
        return new Proposal(
                "propose_answer",
                CanonicalJson.of(Map.of("sentences", List.of(new ProposedSentence(asked.gold(), List.of(citation))))));
    }

    @Test
    void whereThePassageWithTheAnswerIsTakenOutOfTheIndexNothingIsAnswered() {
        List<Asked> questions = questions();
        List<String> all = questions.stream().map(Asked::gold).toList();
        ContentStore texts = new DirectoryContentStore(folder.resolve("texts"));
        Map<String, Digest> kept = new ConcurrentHashMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        try (TestDatabase test = new TestDatabase();
                LucenePassageIndex index = new LucenePassageIndex(
                        folder.resolve("index"),
                        test.database(),
                        new DirectoryExpiringContent(folder.resolve("snapshots"), Clock.systemUTC()),
                        List.of(Analysis.ENGLISH),
                        null)) {
            Retriever retriever =
                    new Retriever(Map.of(Engine.LUCENE, index), List.of(), texts, Configurations.builtIn());
            AskedQuestion every = over(all, texts, kept, retriever);
            for (int each = 0; each < all.size(); each++) {
                put(index, every.library().get(each), all.get(each));
            }
            for (int each = 0; each < all.size(); each++) {
                Asked asked = questions.get(each);
                Passage gold = every.library().get(each);
                AskedQuestion with = over(all, texts, kept, retriever);
                Outcome answered = with.ask(request(asked), shown -> knowsItAll(asked, shown));
                counts.merge("with its passage: " + answered.word() + " " + answered.code(), 1, Integer::sum);
                assertThat(answered.word()).as(asked.question()).isEqualTo("ANSWERED");
                assertThat(with.answer().orElseThrow().sentences().get(0).spans())
                        .allSatisfy(span -> assertThat(span.passage()).isEqualTo(gold));

                index.delete(TENANT, gold.of().document());
                AskedQuestion without = over(all, texts, kept, retriever);
                Outcome abstained = without.ask(request(asked), shown -> knowsItAll(asked, shown));
                counts.merge("without it: " + abstained.word() + " " + abstained.code(), 1, Integer::sum);
                assertThat(abstained.word()).as(asked.question()).isEqualTo("ABSTAINED");
                assertThat(without.answer()).isEmpty();
                assertThat(without.text(new Digest(abstained.receipt().id())))
                        .doesNotContain(gold.of().document());
                put(index, gold, all.get(each));
            }
        }
        assertThat(questions).hasSizeGreaterThanOrEqualTo(50);
        counts.forEach((what, count) -> System.out.println("abstention: " + count + " " + what));
    }

    private static QaRequest request(Asked asked) {
        return new QaRequest(asked.question(), List.of(), AnswerFormat.MARKDOWN, null);
    }

    private static void put(PassageIndex index, Passage passage, String text) {
        index.put(TENANT, passage.of(), List.of(new Indexed(passage, text, Collections.emptySortedMap())));
    }

    private static AskedQuestion over(
            List<String> all, ContentStore texts, Map<String, Digest> kept, Retriever retriever) {
        return new AskedQuestion(texts, kept, all, NOTHING_CONFIRMED, (tenant, version) -> true)
                .searching(question -> found(retriever, question));
    }

    private static Found found(Retriever retriever, String question) {
        try {
            Scope everywhere = new Scope(List.of(), Collections.emptySortedMap());
            return retriever.retrieve(TENANT, question, everywhere, GroundingActivities.MOST_PASSAGES, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
