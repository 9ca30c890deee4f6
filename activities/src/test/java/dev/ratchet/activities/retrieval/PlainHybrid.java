package dev.ratchet.activities.retrieval;

import dev.ratchet.activities.retrieval.embedding.Embeddings;
import dev.ratchet.activities.retrieval.evaluation.Cranfield;
import dev.ratchet.activities.retrieval.words.Analysis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * What was measured before there was a product: Lucene alone, one vector for the beginning of each text, the 100 best of each ranking
 * fused with k 60. Nothing of the product's search is used.
 */
final class PlainHybrid {
    private static final int DEPTH = 100;
    private static final int K = 60;

    private final Embeddings embeddings;
    private final List<String> ids = new ArrayList<>();
    private final IndexSearcher searcher;

    PlainHybrid(Cranfield cranfield, Embeddings embeddings) throws IOException {
        this.embeddings = embeddings;
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(Analysis.ENGLISH.analyzer()))) {
            for (Cranfield.Abstract each : cranfield.abstracts()) {
                if (!each.text().isEmpty()) {
                    ids.add(each.id());
                    Document document = new Document();
                    document.add(new TextField("text", each.text(), Field.Store.NO));
                    document.add(new KnnFloatVectorField(
                            "vector", embeddings.embed(List.of(each.text())).get(0), VectorSimilarityFunction.COSINE));
                    writer.addDocument(document);
                }
            }
            writer.forceMerge(1);
        }
        this.searcher = new IndexSearcher(DirectoryReader.open(directory));
    }

    List<String> ranking(String question) throws IOException {
        Query words = new QueryBuilder(Analysis.ENGLISH.analyzer()).createBooleanQuery("text", question);
        Query meaning = new KnnFloatVectorQuery(
                "vector", embeddings.embed(List.of(question)).get(0), DEPTH);
        Map<Integer, Double> sums = new LinkedHashMap<>();
        for (Query each : List.of(words, meaning)) {
            ScoreDoc[] ranked = searcher.search(each, DEPTH).scoreDocs;
            for (int rank = 1; rank <= ranked.length; rank++) {
                sums.merge(ranked[rank - 1].doc, 1.0 / (K + rank), Double::sum);
            }
        }
        return sums.keySet().stream()
                .sorted(Comparator.comparingDouble((Integer document) -> -sums.get(document)))
                .limit(DEPTH)
                .map(ids::get)
                .toList();
    }
}
