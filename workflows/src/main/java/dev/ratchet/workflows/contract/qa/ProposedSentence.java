package dev.ratchet.workflows.contract.qa;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sentence of an answer as somebody proposes it. UNTRUSTED: nothing is checked here, and lists may be of any size.
 *
 * @param text one fact
 * @param citations where passages say so
 */
public record ProposedSentence(String text, List<Citation> citations) {

    /**
     * By words and not by offsets: models copy reliably and do not count. The check turns it into an exact span.
     *
     * @param passage the letter under which the passage was shown, {@code A} for the first
     * @param quote words of the passage, copied
     * @param occurrence which one, from 1, where the passage has the words more than once; absent where it has them once
     */
    public record Citation(
            String passage, String quote, @Nullable Integer occurrence) {}
}
