package dev.ratchet.activities.documents.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.activities.documents.UblText;
import dev.ratchet.activities.documents.rules.OfficialRules;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SearchWordsTest {
    private static final DocumentReader READER = new DocumentReader(new OfficialRules());

    private static Invoice invoice(String ubl) {
        return ((DocumentReader.Structured) READER.read(ubl.getBytes(StandardCharsets.UTF_8))).invoice();
    }

    @Test
    void theLibraryIsAskedForTheSupplierTheOrderAndTheArticlesThatDiffer() {
        Invoice off = invoice(UblText.invoice("EUR", "2", "49.99", "100.00", "19", "19.01", "119.01"));
        assertThat(SearchWords.of(off, "PO-7"))
                .isEqualTo(
                        "Nordwind, order PO-7, Paper unit price Einzelpreis Preis, VAT rate Umsatzsteuer Steuersatz");
    }

    @Test
    void whatNobodyNamesIsNotAskedFor() {
        Invoice right = invoice(UblText.invoice("EUR", "2", "50.00", "100.00", "19", "19.00", "119.00"));
        assertThat(SearchWords.of(right, null)).isEqualTo("Nordwind");
    }
}
