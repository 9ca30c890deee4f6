package dev.ratchet.bench;

import dev.ratchet.activities.retrieval.Query.Words;
import java.io.IOException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.jspecify.annotations.Nullable;

/** What somebody writes who has Lucene and an index, and nothing else; the graph is searched as widely as the product does. */
record PlainSearch(DirectoryReader reader, Words words, int depth) {
    private static final int WIDER = 3;

    /** @return how many were found, with what is stored of each */
    int search(String question, float @Nullable [] vector) throws IOException {
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setSimilarity(new BM25Similarity((float) words.k1(), (float) words.b()));
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        words.analysis().words(question).forEach(word -> {
            any.add(new TermQuery(new Term("text.english", word.stem())), Occur.SHOULD);
            any.add(
                    new BoostQuery(
                            new TermQuery(new Term("heading.english", word.stem())), (float) words.heading()),
                    Occur.SHOULD);
        });
        int found = read(searcher, searcher.search(any.build(), depth).scoreDocs);
        return vector == null
                ? found
                : found + read(searcher, searcher.search(new KnnFloatVectorQuery("vector.words@1", vector, WIDER * depth), depth).scoreDocs);
    }

    private static int read(IndexSearcher searcher, ScoreDoc[] hits) throws IOException {
        for (ScoreDoc hit : hits) {
            searcher.storedFields().document(hit.doc).get("place");
        }
        return hits.length;
    }
}
