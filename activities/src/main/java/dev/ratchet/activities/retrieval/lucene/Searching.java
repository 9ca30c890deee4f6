package dev.ratchet.activities.retrieval.lucene;

import dev.ratchet.activities.retrieval.Candidates;
import dev.ratchet.activities.retrieval.Candidates.Ranked;
import dev.ratchet.activities.retrieval.Query;
import dev.ratchet.activities.retrieval.Query.Meaning;
import dev.ratchet.activities.retrieval.Query.Scope;
import dev.ratchet.activities.retrieval.Query.Words;
import dev.ratchet.activities.retrieval.words.Analysis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.DiversifyingChildrenFloatKnnVectorQuery;
import org.apache.lucene.search.join.QueryBitSetProducer;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;

/** Both rankings over one reader. */
final class Searching {
    private static final org.apache.lucene.search.Query PASSAGES =
            new TermQuery(new Term(Entries.KIND, Entries.PASSAGE));

    /** Remembers of each segment which of its documents are passages, as long as the segment is open. */
    private static final BitSetProducer PARENTS = new QueryBitSetProducer(PASSAGES);

    /** Of a question; its other words are not looked for. */
    private static final int MOST_WORDS = 256;

    /** The graph is searched for more than are wanted: what it returns is near, not surely nearest. */
    private static final int WIDER = 3;

    private final IndexReader reader;
    private final Query query;
    private final long generation;

    /** @param generation of the reader */
    Searching(IndexReader reader, Query query, long generation) {
        this.reader = reader;
        this.query = query;
        this.generation = generation;
    }

    Candidates run() throws IOException {
        Meaning meaning = query.meaning();
        boolean semantic = meaning != null && hasVectors(meaning);
        List<Ranked> nearest = semantic && meaning != null ? byMeaning(meaning) : List.of();
        return new Candidates(byWords(), nearest, semantic, generation);
    }

    private List<Ranked> byWords() throws IOException {
        Words words = query.words();
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setSimilarity(new BM25Similarity((float) words.k1(), (float) words.b()));
        BooleanQuery.Builder wanted = limits();
        wanted.add(PASSAGES, Occur.FILTER);
        wanted.add(anyWord(words), Occur.MUST);
        List<Ranked> ranked = new ArrayList<>();
        StoredFields stored = searcher.storedFields();
        for (ScoreDoc hit : searcher.search(wanted.build(), query.depth()).scoreDocs) {
            ranked.add(ranked(stored, hit.doc, hit.score));
        }
        return ranked;
    }

    private org.apache.lucene.search.Query anyWord(Words words) {
        Map<String, Double> weights = new LinkedHashMap<>();
        add(weights, words.analysis(), query.text(), 1);
        query.more().forEach(more -> add(weights, words.analysis(), more.word(), more.weight()));
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        weights.forEach((stem, weight) -> {
            add(any, Entries.text(words.analysis()), stem, weight);
            if (words.heading() > 0) {
                add(any, Entries.heading(words.analysis()), stem, weight * words.heading());
            }
        });
        return any.build();
    }

    private static void add(Map<String, Double> weights, Analysis analysis, String text, double weight) {
        for (Analysis.Word word : analysis.words(text)) {
            if (weights.size() < MOST_WORDS) {
                weights.merge(word.stem(), weight, Double::sum);
            }
        }
    }

    private static void add(BooleanQuery.Builder any, String field, String stem, double weight) {
        any.add(new BoostQuery(new TermQuery(new Term(field, stem)), (float) weight), Occur.SHOULD);
    }

    /** Of the passages that have a window among the nearest. */
    private List<Ranked> byMeaning(Meaning meaning) throws IOException {
        BooleanQuery limits = limits().build();
        IndexSearcher searcher = new IndexSearcher(reader);
        org.apache.lucene.search.Query nearest = new DiversifyingChildrenFloatKnnVectorQuery(
                Entries.vector(meaning.embedding()),
                meaning.vector(),
                limits.clauses().isEmpty() ? null : limits,
                query.depth() * WIDER,
                PARENTS);
        List<Near> near = switch (meaning.pooling()) {
            case MAX -> byNearestWindow(searcher.search(nearest, query.depth()));
            case MEAN -> byAllWindows(meaning, searcher.search(nearest, query.depth() * WIDER));
        };
        List<Ranked> ranked = new ArrayList<>();
        StoredFields stored = searcher.storedFields();
        for (Near each : near) {
            ranked.add(ranked(stored, each.passage, each.score));
        }
        return ranked;
    }

    private record Near(int passage, double score) {}

    private List<Near> byNearestWindow(TopDocs windows) throws IOException {
        List<Near> near = new ArrayList<>();
        for (ScoreDoc hit : windows.scoreDocs) {
            near.add(new Near(parent(hit.doc), cosine(hit.score)));
        }
        return near;
    }

    private List<Near> byAllWindows(Meaning meaning, TopDocs windows) throws IOException {
        List<Near> near = new ArrayList<>();
        Means means = new Means(reader, PARENTS, Entries.vector(meaning.embedding()));
        for (int passage : passages(windows)) {
            near.add(new Near(passage, VectorUtil.dotProduct(means.of(passage), meaning.vector())));
        }
        near.sort(Comparator.comparingDouble(Near::score).reversed());
        return near.subList(0, Math.min(near.size(), query.depth()));
    }

    /** In the order of the index, in which vectors are read. */
    private int[] passages(TopDocs windows) throws IOException {
        int[] passages = new int[windows.scoreDocs.length];
        for (int each = 0; each < passages.length; each++) {
            passages[each] = parent(windows.scoreDocs[each].doc);
        }
        Arrays.sort(passages);
        return passages;
    }

    /** Lucene's score of two vectors of length 1 is half of 1 and their product. */
    private static double cosine(float score) {
        return 2.0 * score - 1;
    }

    private int parent(int window) throws IOException {
        LeafReaderContext leaf =
                reader.leaves().get(org.apache.lucene.index.ReaderUtil.subIndex(window, reader.leaves()));
        BitSet parents = PARENTS.getBitSet(leaf);
        return leaf.docBase + parents.nextSetBit(window - leaf.docBase);
    }

    private BooleanQuery.Builder limits() {
        Scope scope = query.scope();
        BooleanQuery.Builder limits = new BooleanQuery.Builder();
        if (!scope.documents().isEmpty()) {
            limits.add(
                    new TermInSetQuery(
                            Entries.DOCUMENT,
                            scope.documents().stream().map(BytesRef::new).toList()),
                    Occur.FILTER);
        }
        scope.metadata()
                .forEach((name, value) ->
                        limits.add(new TermQuery(new Term(Entries.metadata(name), value)), Occur.FILTER));
        return limits;
    }

    private boolean hasVectors(Meaning meaning) {
        return reader.leaves().stream()
                .anyMatch(leaf -> leaf.reader().getFieldInfos().fieldInfo(Entries.vector(meaning.embedding())) != null);
    }

    private static Ranked ranked(StoredFields stored, int document, double score) throws IOException {
        return new Ranked(Entries.passage(stored.document(document)), score);
    }
}
