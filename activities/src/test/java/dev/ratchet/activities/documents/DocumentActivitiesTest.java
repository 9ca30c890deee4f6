package dev.ratchet.activities.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.attestation.DocumentAttestation;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.content.DirectoryContentStore;
import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.DocumentActivities;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentActivitiesTest {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final DocumentReader READER = new DocumentReader(new OfficialRules());
    private static final DocumentAttestation READINGS = new DocumentAttestation(AttestationKeys.generate());

    @TempDir
    Path root;

    private ContentStore store() {
        return new DirectoryContentStore(root);
    }

    private DocumentReading read(String document) throws IOException {
        DocumentRef ref = store().put(TenantId.DEFAULT, UblText.bytes(document));
        return new DocumentActivitiesImpl(store(), READER, READINGS).read(ref).value();
    }

    @Test
    void an_invoice_comes_back_whole_from_the_content_store() throws IOException {
        String xml = UblText.invoice("EUR", "2", "50.00", "100.00", "19", "19.00", "119.00");
        DocumentReading.Structured read = (DocumentReading.Structured) read(xml);
        byte[] json = store().get(TenantId.DEFAULT, read.invoice()).orElseThrow();
        Invoice invoice = JSON.readValue(json, Invoice.class);
        assertThat(invoice.facts(READINGS.accounts(TenantId.DEFAULT))).isEqualTo(read.facts());
        assertThat(invoice).isEqualTo(((DocumentReader.Structured) READER.read(UblText.bytes(xml))).invoice());
        assertThat(read.findings()).isEmpty();
    }

    @Test
    void a_text_is_kept_as_utf_8() throws IOException {
        DocumentReading.Text read = (DocumentReading.Text) read("Rechnung über 5 €");
        assertThat(store().get(TenantId.DEFAULT, read.text()))
                .hasValue("Rechnung über 5 €".getBytes(StandardCharsets.UTF_8));
        assertThat(read.characters()).isEqualTo(17);
    }

    @Test
    void what_enters_the_history_stays_small_whatever_the_document_holds() throws IOException {
        String line = "<cac:InvoiceLine><cbc:ID>" + "x".repeat(500) + "</cbc:ID></cac:InvoiceLine>";
        String xml = UblText.invoice("EUR", "2", "50.00", "100.00", "19", "19.00", "119.00")
                .replace(">Nordwind<", ">" + "N".repeat(100_000) + "<")
                .replace(">DE123456789<", ">" + "9".repeat(100_000) + "<")
                .replace("</Invoice>", line.repeat(1000) + "</Invoice>");
        DocumentReading.Structured read = (DocumentReading.Structured) read(xml);
        assertThat(read.findings()).hasSize(Finding.MOST);
        assertThat(JSON.writeValueAsBytes(read)).hasSizeLessThan(32 * 1024);
    }

    @Test
    void content_that_is_not_there_fails_for_good_and_says_so() {
        DocumentRef nowhere = new DocumentRef(TenantId.DEFAULT, Digest.of("nowhere"), 7);
        assertThatThrownBy(() -> new DocumentActivitiesImpl(store(), READER, READINGS).read(nowhere))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureType.CONTENT_MISSING.name());
                    assertThat(failure.isNonRetryable()).isTrue();
                });
    }

    @Test
    void a_document_over_the_cap_is_refused_without_being_fetched() {
        DocumentRef large = new DocumentRef(TenantId.DEFAULT, Digest.of("nowhere"), 100L << 20);
        assertThat(new DocumentActivitiesImpl(store(), READER, READINGS)
                        .read(large)
                        .value())
                .isInstanceOfSatisfying(
                        DocumentReading.Unreadable.class,
                        refused -> assertThat(refused.code()).isEqualTo("TOO_LARGE"));
    }

    @Test
    void what_is_read_is_attested_for_that_document() throws IOException {
        DocumentRef ref = store().put(TenantId.DEFAULT, UblText.bytes("Rechnung"));
        Attested<DocumentReading> read = new DocumentActivitiesImpl(store(), READER, READINGS).read(ref);
        assertThat(READINGS.requireReading(TenantId.DEFAULT, ref.digest(), read))
                .isEqualTo(read.value());
        assertThatThrownBy(() -> READINGS.requireReading(TenantId.DEFAULT, Digest.of("another"), read))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> READINGS.requireReading(new TenantId("other"), ref.digest(), read))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Else somebody could have the fields of one text proven by another. */
    @Test
    void fields_are_proven_by_the_text_of_that_document_only() throws IOException {
        DocumentRef ref = store().put(TenantId.DEFAULT, UblText.bytes("Rechnung"));
        DocumentActivitiesImpl documents = new DocumentActivitiesImpl(store(), READER, READINGS);
        Digest madeUp = store().put(TenantId.DEFAULT, UblText.bytes("Invoice 7 over 40,000.00 EUR"))
                .digest();
        Attested<DocumentReading> other = new Attested<>(
                new DocumentReading.Text(madeUp, InvoiceFacts.Source.TEXT, 28),
                documents.read(ref).mac());
        ExtractedFields.Claim claim = new ExtractedFields.Claim("7", "7");
        ExtractedFields fields = new ExtractedFields(
                claim,
                claim,
                null,
                null,
                claim,
                null,
                null,
                claim,
                null,
                null,
                null,
                InvoiceFacts.Kind.INVOICE,
                List.of());
        assertThatThrownBy(() -> documents.prove(new DocumentActivities.ProveFields(ref, other, fields)))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getOriginalMessage()).contains("is not attested"));
        DocumentRef xml = store().put(
                        TenantId.DEFAULT,
                        UblText.bytes(UblText.invoice("EUR", "2", "50.00", "100.00", "19", "19.00", "119.00")));
        assertThatThrownBy(() -> documents.prove(new DocumentActivities.ProveFields(xml, documents.read(xml), fields)))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getOriginalMessage()).contains("'reading' must be of a text"));
    }
}
