package dev.ratchet.activities.retrieval.words;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** Decided when a passage is indexed; a search compares words of the same analysis. */
public enum Analysis {
    /** Inflections of English are one word; its most frequent words are left out. */
    ENGLISH(new EnglishAnalyzer()),
    /** The same for German. */
    GERMAN(new GermanAnalyzer()),
    /** Words as they are, in lower case: for part numbers, and for libraries of several languages. */
    STANDARD(new StandardAnalyzer());

    private final transient Analyzer analyzer;

    Analysis(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    /** For many threads; not to be closed. */
    public Analyzer analyzer() {
        return analyzer;
    }

    /** In lower case, for fields, columns and files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param stem what is compared
     * @param written as it is in the text
     */
    public record Word(String stem, String written) {}

    /** In the order of the text. */
    public List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream("", text)) {
            CharTermAttribute stem = tokens.addAttribute(CharTermAttribute.class);
            OffsetAttribute at = tokens.addAttribute(OffsetAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(new Word(stem.toString(), text.substring(at.startOffset(), at.endOffset())));
            }
            tokens.end();
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
