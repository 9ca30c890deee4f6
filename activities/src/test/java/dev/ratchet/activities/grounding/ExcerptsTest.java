package dev.ratchet.activities.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.model.MemoryContentStore;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.LookedUp;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.run.PassageQuote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExcerptsTest {
    private static final String QUERY = "Nordlicht Papier GmbH, order PO-7, Copy paper A4 unit price Einzelpreis Preis";
    private static final DocumentVersion CONTRACT =
            new DocumentVersion("0123456789abcdef", 1, Digest.of("the contract"));

    private final MemoryContentStore store = new MemoryContentStore();

    private LookedUp found(String... texts) throws IOException {
        Digest query = put(QUERY);
        List<Passage> passages = new ArrayList<>();
        for (String text : texts) {
            passages.add(new Passage(CONTRACT, passages.size() + 1, 2, "", 0, text.length(), put(text)));
        }
        return new LookedUp(query, passages, "usual@1", true);
    }

    private Digest put(String text) throws IOException {
        return store.put(TenantId.DEFAULT, text.getBytes(StandardCharsets.UTF_8))
                .digest();
    }

    private List<PassageQuote> quotes(LookedUp found) throws IOException {
        return new Excerpts(store, (tenant, passages) -> true, (tenant, version) -> Optional.of("contract.pdf"))
                .of(TenantId.DEFAULT, found);
    }

    @Test
    void theSentenceThatHasMostOfTheWordsAndAFigureIsQuoted() throws IOException {
        List<PassageQuote> quotes = quotes(found("This contract is with Nordlicht Papier GmbH. Toner costs 80.00 EUR."
                + " Copy paper A4 has a unit price of 12.40 EUR. Prices are net."));
        assertThat(quotes)
                .containsExactly(new PassageQuote(
                        "0123456789abcdef/1/1, page 2",
                        "contract.pdf",
                        2,
                        "Copy paper A4 has a unit price of 12.40 EUR."));
    }

    @Test
    void ofAListWithoutStopsTheLineIsQuoted() throws IOException {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            list.append("Folder of colour ")
                    .append(i)
                    .append(" unit price 1.")
                    .append(10 + i)
                    .append(" EUR\n");
        }
        list.append("Copy paper A4, white, unit price 12.40 EUR\n");
        for (int i = 0; i < 40; i++) {
            list.append("Pencil of colour ")
                    .append(i)
                    .append(" unit price 0.")
                    .append(10 + i)
                    .append(" EUR\n");
        }
        String words = quotes(found(list.toString())).get(0).words();
        assertThat(words).contains("Copy paper A4, white, unit price 12.40 EUR").hasSizeLessThan(161);
    }

    @Test
    void aLongSentenceIsCutBetweenWordsAroundWhatIsLookedFor() throws IOException {
        String words = quotes(found("whereas the parties ".repeat(30)
                        + "agree that copy paper A4 has a unit price of 12.40" + " EUR " + "and so on ".repeat(40)))
                .get(0)
                .words();
        assertThat(words).contains("12.40 EUR").startsWith("… ").endsWith(" …").hasSizeLessThan(161);
    }

    @Test
    void aQuoteIsOneLineAndHasNoControlCharacters() throws IOException {
        String words = quotes(found("Copy paper\u001b[2J A4\n\r unit\u0000 price 12.40\u202e EUR."))
                .get(0)
                .words();
        assertThat(words).isEqualTo("Copy paper [2J A4 unit price 12.40 EUR.");
    }

    /** Whoever reaches Temporal can play a run that names passages of its own. */
    @Test
    void whatTheLibraryDoesNotHaveIsNotQuoted() throws IOException {
        LookedUp found = found("Copy paper A4: 99.00 EUR.");
        Excerpts unknown =
                new Excerpts(store, (tenant, passages) -> false, (tenant, version) -> Optional.of("contract.pdf"));
        assertThat(unknown.of(TenantId.DEFAULT, found))
                .containsExactly(new PassageQuote("0123456789abcdef/1/1, page 2", "", 2, ""));
        Excerpts removed = new Excerpts(store, (tenant, passages) -> true, (tenant, version) -> Optional.empty());
        assertThat(removed.of(TenantId.DEFAULT, found))
                .extracting(PassageQuote::words)
                .containsExactly("");
    }
}
