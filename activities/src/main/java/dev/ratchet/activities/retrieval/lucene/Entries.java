package dev.ratchet.activities.retrieval.lucene;

import dev.ratchet.activities.retrieval.PassageIndex.Indexed;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.VectorSimilarityFunction;

/**
 * What a passage is in Lucene: one document for each of its windows, with a vector, and after them one for the passage itself, with
 * its words. All have the fields that a search can be limited by.
 */
final class Entries {
    static final String DOCUMENT = "document";
    static final String KIND = "kind";
    static final String PASSAGE = "passage";
    static final String PLACE = "place";

    private Entries() {}

    static String metadata(String name) {
        return "metadata." + name;
    }

    static String text(Analysis analysis) {
        return "text." + analysis.label();
    }

    static String heading(Analysis analysis) {
        return "heading." + analysis.label();
    }

    static Analyzer analyzer() {
        Map<String, Analyzer> fields = new LinkedHashMap<>();
        for (Analysis analysis : Analysis.values()) {
            fields.put(text(analysis), analysis.analyzer());
            fields.put(heading(analysis), analysis.analyzer());
        }
        return new PerFieldAnalyzerWrapper(Analysis.STANDARD.analyzer(), fields);
    }

    static String vector(String embedding) {
        return "vector." + embedding;
    }

    /**
     * @param embedding that the vectors are of
     * @param vectors of the windows; none where words alone are indexed
     */
    static List<Document> of(Indexed indexed, List<Analysis> analyses, String embedding, List<float[]> vectors) {
        List<Document> documents = new ArrayList<>();
        for (float[] vector : vectors) {
            Document window = limited(indexed);
            window.add(new KnnFloatVectorField(vector(embedding), vector, VectorSimilarityFunction.DOT_PRODUCT));
            documents.add(window);
        }
        Document passage = limited(indexed);
        passage.add(new StringField(KIND, PASSAGE, Field.Store.NO));
        passage.add(new StoredField(PLACE, Places.bytes(indexed.passage())));
        for (Analysis analysis : analyses) {
            passage.add(new TextField(text(analysis), indexed.text(), Field.Store.NO));
            passage.add(new TextField(heading(analysis), indexed.passage().heading(), Field.Store.NO));
        }
        documents.add(passage);
        return documents;
    }

    private static Document limited(Indexed indexed) {
        Document document = new Document();
        document.add(new StringField(DOCUMENT, indexed.passage().of().document(), Field.Store.NO));
        for (Map.Entry<String, String> each : indexed.metadata().entrySet()) {
            document.add(new StringField(metadata(each.getKey()), each.getValue(), Field.Store.NO));
        }
        return document;
    }

    static Passage passage(Document stored) {
        return Places.passage(stored.getBinaryValue(PLACE));
    }
}
