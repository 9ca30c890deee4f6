package dev.ratchet.activities.retrieval;

import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.retrieval.Candidates.Ranked;
import dev.ratchet.activities.retrieval.Query.Meaning;
import dev.ratchet.activities.retrieval.Query.Scope;
import dev.ratchet.activities.retrieval.Query.Weighted;
import dev.ratchet.activities.retrieval.configuration.Configuration;
import dev.ratchet.activities.retrieval.configuration.Configuration.Embedded;
import dev.ratchet.activities.retrieval.configuration.Configurations;
import dev.ratchet.activities.retrieval.configuration.Engine;
import dev.ratchet.activities.retrieval.embedding.Embeddings;
import dev.ratchet.activities.retrieval.embedding.Windows;
import dev.ratchet.activities.retrieval.ranking.Feedback;
import dev.ratchet.activities.retrieval.ranking.Feedback.Relevant;
import dev.ratchet.activities.retrieval.ranking.Reranker;
import dev.ratchet.activities.retrieval.ranking.Reranker.Candidate;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Found;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Hit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Searches in the way that a configuration says. */
public final class Retriever {
    /** Of a question, in UTF-16 code units. */
    public static final int MOST_CHARACTERS = 10_000;

    /** Passages whose texts a reranker reads; the others stay behind them, with the scores that they had. */
    private static final int RERANKED = 50;

    /** How often it begins again because the index changed in the middle. */
    private static final int BEGINNINGS = 3;

    private final Map<Engine, PassageIndex> indexes;
    private final List<Embeddings> embeddings;
    private final ContentStore content;
    private final Configurations configurations;

    /**
     * @param indexes those that there are; a configuration of another one cannot be asked for
     * @param embeddings those that there are; a configuration of another one compares words alone, and says so
     * @param content has the texts of the passages
     */
    public Retriever(
            Map<Engine, PassageIndex> indexes,
            List<Embeddings> embeddings,
            ContentStore content,
            Configurations configurations) {
        this.indexes = Map.copyOf(indexes);
        this.embeddings = List.copyOf(embeddings);
        this.content = content;
        this.configurations = configurations;
    }

    /**
     * @param name of a configuration; absent for the usual one
     * @throws IllegalArgumentException when the question is too long, or there is no such configuration or index
     */
    public Found retrieve(TenantId tenant, String question, Scope scope, int most, @Nullable String name)
            throws IOException {
        if (question.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a question has " + MOST_CHARACTERS + " characters at most");
        }
        Configuration chosen = configuration(name);
        PassageIndex index = Objects.requireNonNull(indexes.get(chosen.engine()));
        Query query = new Query(question, List.of(), meaning(chosen, question), chosen.words(), scope, chosen.depth());
        Fused fused = fused(tenant, index, query, chosen);
        List<Hit> hits = reranked(tenant, question, fused.ranked, chosen.reranker()).stream()
                .limit(most)
                .map(each -> new Hit(each.passage(), each.score()))
                .toList();
        return new Found(hits, chosen.label(), fused.semantic, chosen.generator());
    }

    /** @throws IllegalArgumentException when there is no such configuration, or no index for it */
    public Configuration configuration(@Nullable String name) {
        Configuration chosen = configurations.of(name);
        if (!indexes.containsKey(chosen.engine())) {
            throw new IllegalArgumentException("this worker has no index for " + chosen.label());
        }
        return chosen;
    }

    /** Whether this worker has the embedding that the configuration names. */
    public boolean semantic(@Nullable String name) {
        return embeddings(configurations.of(name).embedding()).isPresent();
    }

    private Optional<Embeddings> embeddings(@Nullable Embedded wanted) {
        return embeddings.stream()
                .filter(each -> wanted != null && each.name().equals(wanted.name()))
                .findFirst();
    }

    private @Nullable Meaning meaning(Configuration chosen, String question) {
        Embedded wanted = chosen.embedding();
        Optional<Embeddings> used = embeddings(wanted);
        if (wanted == null || used.isEmpty()) {
            return null;
        }
        String beginning = new Windows(used.get()).beginning(question);
        return beginning.isBlank()
                ? null
                : new Meaning(
                        used.get().name(), used.get().embed(List.of(beginning)).get(0), wanted.pooling());
    }

    private record Fused(List<Ranked> ranked, boolean semantic) {}

    private Fused fused(TenantId tenant, PassageIndex index, Query query, Configuration chosen) throws IOException {
        for (int beginning = 1; ; beginning++) {
            Candidates first = index.search(tenant, query);
            List<Ranked> ranked = chosen.fusion().fuse(first, chosen.depth());
            Feedback feedback = chosen.feedback();
            List<Weighted> more = feedback == null
                    ? List.of()
                    : feedback.words(chosen.words().analysis(), query.text(), relevant(tenant, ranked, feedback));
            if (more.isEmpty()) {
                return new Fused(ranked, first.semantic());
            }
            Candidates second = index.search(tenant, query.with(more));
            if (second.generation() == first.generation()) {
                Candidates both =
                        new Candidates(second.byWords(), first.byMeaning(), first.semantic(), first.generation());
                return new Fused(chosen.fusion().fuse(both, chosen.depth()), first.semantic());
            }
            if (beginning == BEGINNINGS) {
                // Two states of the index are never mixed: a document would be there in two versions.
                return new Fused(ranked, first.semantic());
            }
        }
    }

    private List<Relevant> relevant(TenantId tenant, List<Ranked> ranked, Feedback feedback) throws IOException {
        List<Ranked> best = ranked.stream()
                .limit(feedback.passages())
                .filter(each -> each.score() > 0)
                .toList();
        Map<Digest, byte[]> texts =
                texts(tenant, best.stream().map(Ranked::passage).toList());
        return best.stream()
                .map(each -> new Relevant(text(texts, each.passage()), each.score()))
                .toList();
    }

    private List<Ranked> reranked(TenantId tenant, String question, List<Ranked> ranked, @Nullable Reranker reranker)
            throws IOException {
        if (reranker == null) {
            return ranked;
        }
        List<Ranked> best = ranked.stream().limit(RERANKED).toList();
        Map<Digest, byte[]> texts =
                texts(tenant, best.stream().map(Ranked::passage).toList());
        List<Candidate> candidates = best.stream()
                .map(each -> new Candidate(each.passage(), text(texts, each.passage()), each.score()))
                .toList();
        Stream<Ranked> first =
                reranker.rerank(question, candidates).stream().map(each -> new Ranked(each.passage(), each.score()));
        return Stream.concat(first, ranked.stream().skip(RERANKED)).toList();
    }

    private Map<Digest, byte[]> texts(TenantId tenant, List<Passage> passages) throws IOException {
        return content.getAll(
                tenant, passages.stream().map(Passage::text).distinct().toList());
    }

    /** Empty when it was removed meanwhile. */
    private static String text(Map<Digest, byte[]> texts, Passage passage) {
        return new String(texts.getOrDefault(passage.text(), new byte[0]), StandardCharsets.UTF_8);
    }
}
