package dev.ratchet.activities.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.attestation.DocumentAttestation;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.content.DirectoryContentStore;
import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.invoice.DocumentActivities;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentActivitiesTest {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final DocumentReader READER = new DocumentReader(new OfficialRules());
    private static final SaidFields NOBODY = new SaidFields("invoice", said -> false);
    private static final DocumentAttestation READINGS = new DocumentAttestation(AttestationKeys.generate());

    @TempDir
    Path root;

    private ContentStore store() {
        return new DirectoryContentStore(root);
    }

    private DocumentReading read(String document) throws IOException {
        DocumentRef ref = store().put(TenantId.DEFAULT, UblText.bytes(document));
        return new DocumentActivitiesImpl(store(), READER, READINGS, NOBODY)
                .read(ref)
                .value();
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
    void the_words_for_the_library_are_kept_and_not_told() throws IOException {
        DocumentReading.Structured read = (DocumentReading.Structured)
                read(UblText.invoice("EUR", "2", "49.99", "100.00", "19", "19.00", "119.00"));
        Digest words = new DocumentActivitiesImpl(store(), READER, READINGS, NOBODY)
                .searchWords(new DocumentActivities.TermsOf(TenantId.DEFAULT, read.invoice(), "PO-7"));
        assertThat(store().get(TenantId.DEFAULT, words))
                .hasValue("Nordwind, order PO-7, Paper unit price Einzelpreis Preis".getBytes(StandardCharsets.UTF_8));
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
        assertThatThrownBy(() -> new DocumentActivitiesImpl(store(), READER, READINGS, NOBODY).read(nowhere))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureType.CONTENT_MISSING.name());
                    assertThat(failure.isNonRetryable()).isTrue();
                });
    }

    @Test
    void a_document_over_the_cap_is_refused_without_being_fetched() {
        DocumentRef large = new DocumentRef(TenantId.DEFAULT, Digest.of("nowhere"), 100L << 20);
        assertThat(new DocumentActivitiesImpl(store(), READER, READINGS, NOBODY)
                        .read(large)
                        .value())
                .isInstanceOfSatisfying(
                        DocumentReading.Unreadable.class,
                        refused -> assertThat(refused.code()).isEqualTo("TOO_LARGE"));
    }

    @Test
    void what_is_read_is_attested_for_that_document() throws IOException {
        DocumentRef ref = store().put(TenantId.DEFAULT, UblText.bytes("Rechnung"));
        Attested<DocumentReading> read = new DocumentActivitiesImpl(store(), READER, READINGS, NOBODY).read(ref);
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
        DocumentActivitiesImpl documents = new DocumentActivitiesImpl(store(), READER, READINGS, NOBODY);
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
        assertThatThrownBy(() -> documents.prove(new DocumentActivities.ProveFields(ref, other, fields, null)))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getOriginalMessage()).contains("is not attested"));
        DocumentRef xml = store().put(
                        TenantId.DEFAULT,
                        UblText.bytes(UblText.invoice("EUR", "2", "50.00", "100.00", "19", "19.00", "119.00")));
        assertThatThrownBy(() ->
                        documents.prove(new DocumentActivities.ProveFields(xml, documents.read(xml), fields, null)))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getOriginalMessage()).contains("'reading' must be of a text"));
    }

    // ---- what a person signed

    private static final ApprovalKeys PEOPLE = ApprovalKeys.generate();

    private static PersonStatement said(DocumentRef document, String action, String gross) {
        ExtractedFields.Claim number = new ExtractedFields.Claim("R-7", "");
        ExtractedFields fields = new ExtractedFields(
                number,
                new ExtractedFields.Claim("2026-03-28", ""),
                null,
                null,
                new ExtractedFields.Claim("EUR", ""),
                null,
                null,
                new ExtractedFields.Claim(gross, ""),
                null,
                null,
                null,
                InvoiceFacts.Kind.INVOICE,
                List.of());
        Instant now = Instant.parse("2026-11-21T10:00:00Z");
        return PEOPLE.sign(new PersonStatement(
                document.tenant(),
                new RunRef(RunRef.workflowId("invoice", document.tenant(), document.digest()), "r1"),
                PersonStatement.Kind.PROPOSE,
                "",
                new Proposal(action, "{\"fields\":" + CanonicalJson.of(fields) + "}"),
                Digest.of("a request"),
                "petra",
                now,
                now.plusSeconds(60),
                "",
                ""));
    }

    private FieldReading proved(DocumentActivitiesImpl documents, DocumentRef document, PersonStatement said) {
        Attested<FieldReading> read =
                documents.prove(new DocumentActivities.ProveFields(document, documents.read(document), null, said));
        return READINGS.requireFields(document.tenant(), document.digest(), read);
    }

    @Test
    void a_persons_signed_word_counts_where_the_document_is_silent_and_is_attested_as_that_persons()
            throws IOException {
        DocumentRef document = store().put(TenantId.DEFAULT, UblText.bytes("Rechnung R-7 vom 28.03.2026: 238,00 EUR"));
        DocumentActivitiesImpl documents = documents();
        assertThat(proved(documents, document, said(document, "record_fields", "238.00")))
                .isInstanceOfSatisfying(
                        FieldReading.Proven.class,
                        proven -> assertThat(proven.vouched()).isNull());
        assertThat(proved(documents, document, said(document, "record_fields", "240.00")))
                .isInstanceOfSatisfying(
                        FieldReading.Proven.class,
                        proven -> assertThat(proven.vouched())
                                .isEqualTo(new FieldReading.Vouched("petra", List.of("gross"))));
    }

    private DocumentActivitiesImpl documents() {
        return new DocumentActivitiesImpl(
                store(), READER, READINGS, new SaidFields("invoice", PEOPLE.verification()::signed));
    }

    /** Whoever plays a run can hand anything to the proof. */
    @Test
    void a_word_that_is_not_signed_or_was_said_of_something_else_counts_for_nothing() throws IOException {
        DocumentRef document = store().put(TenantId.DEFAULT, UblText.bytes("Rechnung R-7 vom 28.03.2026: 238,00 EUR"));
        DocumentRef other = store().put(TenantId.DEFAULT, UblText.bytes("Rechnung R-8 vom 28.03.2026: 238,00 EUR"));
        PersonStatement right = said(document, "record_fields", "240.00");
        assertNotTaken(document, ApprovalKeys.generate().sign(right), "not signed by a key");
        assertNotTaken(document, altered(right), "not signed by a key");
        assertNotTaken(other, right, "no fields of this document");
        assertNotTaken(document, said(document, "choose_relation", "240.00"), "no fields of this document");
    }

    private static PersonStatement altered(PersonStatement s) {
        Proposal more = new Proposal("record_fields", s.proposal().arguments().replace("240.00", "40000.00"));
        return new PersonStatement(
                s.tenant(),
                s.run(),
                s.kind(),
                s.why(),
                more,
                s.request(),
                s.person(),
                s.statedAt(),
                s.expiresAt(),
                s.key(),
                s.signature());
    }

    private void assertNotTaken(DocumentRef document, PersonStatement said, String why) {
        assertThatThrownBy(() -> proved(documents(), document, said))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getOriginalMessage()).contains(why));
    }
}
