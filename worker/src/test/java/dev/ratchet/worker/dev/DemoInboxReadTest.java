package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.attestation.DocumentAttestation;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.content.DirectoryContentStore;
import dev.ratchet.activities.documents.DocumentActivitiesImpl;
import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.DocumentActivities;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the product's own reader makes of the demo's documents. */
class DemoInboxReadTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DocumentReader READER = new DocumentReader(new OfficialRules());

    @ParameterizedTest
    @CsvSource({
        "01-kerzendorf-invoice.xml, UBL, 412.93",
        "02-norrvik-with-order.xml, UBL, 1499.40",
        "03-lindgruen-two-vat-rates.xml, UBL, 479.10",
        "04-montreval-reverse-charge.xml, CII, 1280.00",
        "05-kerzendorf-credit-note.xml, UBL, 44.03",
        "06-hafenlicht-factur-x.pdf, FACTUR_X, 441.97",
        "09-kerzendorf-again.xml, UBL, 412.93",
        "11-solvanto-unknown-supplier.xml, UBL, 940.10",
        "12-lindgruen-changed-account.xml, UBL, 312.44",
        "13-valdrift-over-limit.xml, UBL, 21896.00",
        "14-lindgruen-near-duplicate.xml, UBL, 479.10"
    })
    void isReadWithoutAsking(String name, Source source, String gross) {
        assertThat(READER.read(DemoInbox.document(name)))
                .isInstanceOfSatisfying(DocumentReader.Structured.class, read -> {
                    assertThat(read.findings()).isEmpty();
                    assertThat(read.invoice().source()).isEqualTo(source);
                    assertThat(new Money("EUR", read.invoice().totals().gross()).text())
                            .isEqualTo(gross + " EUR");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "07-brightwater-text.pdf, PDF_TEXT",
        "08-osterfeld-plain.txt, TEXT",
        "15-brightwater-injection.txt, TEXT"
    })
    void needsAModel(String name, Source source) {
        assertThat(READER.read(DemoInbox.document(name)))
                .isInstanceOfSatisfying(
                        DocumentReader.Text.class,
                        read -> assertThat(read.source()).isEqualTo(source));
    }

    @ParameterizedTest
    @ValueSource(strings = "10-norrvik-wrong-total.xml")
    void contradictsItself(String name) {
        assertThat(READER.read(DemoInbox.document(name)))
                .isInstanceOfSatisfying(
                        DocumentReader.Structured.class,
                        read -> assertThat(read.findings()).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"16-kerzendorf-cut-in-half.xml", "17-foreign-format.xml", "18-photographed-receipt.png"})
    void isRefused(String name) {
        assertThat(READER.read(DemoInbox.document(name))).isInstanceOf(DocumentReader.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 07-brightwater-text.pdf, 595.00, DE83…590",
        "1, 08-osterfeld-plain.txt, 678.30, DE84…620",
        "2, 15-brightwater-injection.txt, 357.00, LT12…000"
    })
    void theModelsLastAnswerIsProvenByItsDocument(
            int script, String name, String gross, String account, @TempDir Path folder) throws IOException {
        ContentStore store = new DirectoryContentStore(folder);
        DocumentActivities documents = new DocumentActivitiesImpl(
                store,
                READER,
                new DocumentAttestation(AttestationKeys.generate()),
                new dev.ratchet.activities.documents.SaidFields("invoice", said -> false));
        DocumentRef document = store.put(TenantId.DEFAULT, DemoInbox.document(name));
        List<String> answers = DemoInbox.scripts().get(script).answers();
        ExtractedFields fields = JSON.treeToValue(
                JSON.readTree(answers.get(answers.size() - 1)).path("arguments").path("fields"), ExtractedFields.class);

        FieldReading reading = documents
                .prove(new DocumentActivities.ProveFields(document, documents.read(document), fields, null))
                .value();

        assertThat(reading).isInstanceOfSatisfying(FieldReading.Proven.class, proven -> {
            assertThat(proven.facts().amount().text()).isEqualTo(gross + " EUR");
            assertThat(Objects.requireNonNull(proven.facts().account()).masked())
                    .isEqualTo(account);
            assertThat(proven.facts().ambiguous()).isEmpty();
        });
    }
}
