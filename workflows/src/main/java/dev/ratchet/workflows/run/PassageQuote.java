package dev.ratchet.workflows.run;

import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Texts;
import java.util.List;

/**
 * A few words of a passage, for a person. They are of somebody else's document, and nothing more than that.
 *
 * @param place as {@link dev.ratchet.workflows.contract.retrieval.Passage#place} says it
 * @param document name of the document that it is of; empty when that was removed
 * @param page on which the passage begins, from 1; 0 where the format has no pages
 * @param words at most {@link #MOST} characters on one line; empty when the document was removed
 */
public record PassageQuote(String place, String document, int page, String words) {
    public static final int MOST = 160;

    public PassageQuote {
        words = Texts.upTo(MOST, words);
    }

    /** The fact with the words of the passage whose place it tells; itself when it tells none of these. */
    static Fact shown(Fact fact, List<PassageQuote> quotes) {
        return quotes.stream()
                .filter(quote -> quote.place().equals(fact.value()))
                .findFirst()
                .map(quote -> new Fact(fact.label(), quote.text()))
                .orElse(fact);
    }

    private String text() {
        return words.isEmpty()
                ? place + ", which is no longer in the library"
                : document + (page == 0 ? "" : ", from page " + page) + ", “" + words + "”";
    }
}
