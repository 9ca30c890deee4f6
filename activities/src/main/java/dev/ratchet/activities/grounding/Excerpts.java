package dev.ratchet.activities.grounding;

import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.LookedUp;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.PassageQuote;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A few words of each passage that a run looked up: those that bear most on what it looked for. */
public final class Excerpts {
    /** Room for an ellipsis on either side. */
    private static final int MOST = PassageQuote.MOST - 4;

    private final ContentStore store;
    private final KnownPassages known;
    private final BiFunction<TenantId, DocumentVersion, Optional<String>> names;

    /**
     * @param known the library's; a run that names another passage is not believed
     * @param names of documents of the library; empty for one that was removed
     */
    public Excerpts(
            ContentStore store, KnownPassages known, BiFunction<TenantId, DocumentVersion, Optional<String>> names) {
        this.store = store;
        this.known = known;
        this.names = names;
    }

    /** The same with words in place of places. */
    public Explanation quoted(Explanation run) throws IOException {
        LookedUp found = run.lookedUp();
        return found == null ? run : run.quoting(of(run.summary().tenant(), found));
    }

    /** One for each passage, in their order. One that the library does not have, or no longer, has no words. */
    public List<PassageQuote> of(TenantId tenant, LookedUp found) throws IOException {
        List<Digest> wanted = Stream.concat(
                        Stream.of(found.query()), found.passages().stream().map(Passage::text))
                .distinct()
                .toList();
        Map<Digest, byte[]> texts = store.getAll(tenant, wanted);
        String query = text(texts, found.query());
        List<PassageQuote> quotes = new ArrayList<>();
        for (Passage passage : found.passages()) {
            String document =
                    isKnown(tenant, passage) ? names.apply(tenant, passage.of()).orElse("") : "";
            quotes.add(new PassageQuote(
                    passage.place(),
                    document,
                    passage.page(),
                    document.isEmpty() ? "" : best(query, text(texts, passage.text()))));
        }
        return quotes;
    }

    /** A document that is removed at this very moment may have lost its list already. */
    private boolean isKnown(TenantId tenant, Passage passage) throws IOException {
        try {
            return known.has(tenant, List.of(passage));
        } catch (ApplicationFailure e) {
            return false;
        }
    }

    private static String text(Map<Digest, byte[]> texts, Digest digest) {
        return new String(texts.getOrDefault(digest, new byte[0]), StandardCharsets.UTF_8);
    }

    /**
     * The piece that has most words of the query; one with a figure before one without. Of equals the first sentence, and of a long one
     * the last piece, which has what comes before these words no longer.
     */
    static String best(String query, String passage) {
        Set<String> words = Words.content(query);
        String best = "";
        long most = -1;
        for (Piece piece : pieces(passage)) {
            Set<String> there = Words.content(piece.text());
            long score = 2
                    * words.stream().filter(word -> Words.anyAlike(word, there)).count();
            score += piece.text().chars().anyMatch(Character::isDigit) ? 3 : 0;
            if (score > most || (score == most && !piece.begins())) {
                most = score;
                best = piece.shown();
            }
        }
        return best;
    }

    /** A sentence, or as much of a longer one as a person is shown. */
    private record Piece(String text, boolean begins, boolean ends) {
        String shown() {
            return (begins ? "" : "… ") + text + (ends ? "" : " …");
        }
    }

    private static List<Piece> pieces(String passage) {
        List<Piece> pieces = new ArrayList<>();
        for (SentencePlaces.Place place : SentencePlaces.in(passage)) {
            for (int from = place.start(); from < place.end(); from = next(passage, from, place.end())) {
                int to = Math.min(place.end(), from + MOST);
                int space = to < place.end() ? passage.lastIndexOf(' ', to) : to;
                to = space > from ? space : to;
                pieces.add(new Piece(
                        passage.substring(from, to)
                                .replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ")
                                .strip(),
                        from == place.start(),
                        to == place.end()));
                if (to == place.end()) {
                    break;
                }
            }
        }
        return pieces;
    }

    /** The next line of a long sentence, as of a list without stops; or its middle, where it has no lines. */
    private static int next(String passage, int from, int end) {
        int line = passage.indexOf('\n', from);
        if (line >= 0 && line < Math.min(end, from + MOST)) {
            return line + 1;
        }
        int space = passage.indexOf(' ', from + MOST / 2);
        return space < 0 || space >= end ? end : space + 1;
    }
}
