package dev.ratchet.activities.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.google.common.collect.Lists;
import dev.ratchet.Needs;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.attestation.DocumentAttestation;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.content.DirectoryContentStore;
import dev.ratchet.activities.content.PostgresContentStore;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.documents.DocumentActivitiesImpl;
import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.activities.documents.SaidFields;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.BatchActivities;
import dev.ratchet.workflows.contract.batch.ItemResult;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class BatchReadingTest {
    private static final OfficialRules RULES = new OfficialRules();
    private static final DocumentReader READER = new DocumentReader(RULES);
    private static final Readers READERS = new Readers();
    private static final DocumentAttestation READINGS = new DocumentAttestation(AttestationKeys.generate());
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final int HISTORY = 32 * 1024;

    @TempDir
    Path root;

    /** As a worker does before it takes tasks: a cold rule set takes seconds, and that is no error of a document. */
    @BeforeAll
    static void warm() {
        RULES.compile();
    }

    @AfterAll
    static void close() {
        READERS.close();
    }

    private ContentStore store() {
        return new DirectoryContentStore(root);
    }

    private static BatchReading reading(ContentStore store) {
        return new BatchReading(store, READER, READERS, READINGS);
    }

    private static List<byte[]> real() {
        try (Stream<Path> files = Files.walk(Needs.sharedData("invoices"))) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(BatchReadingTest::bytes)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int bytes(Object answers) throws IOException {
        return CanonicalJson.mapper().writeValueAsBytes(answers).length;
    }

    private static List<ItemResult<Attested<DocumentReading>>> overTheWire(
            List<ItemResult<Attested<DocumentReading>>> answers) throws IOException {
        return CanonicalJson.mapper()
                .readValue(CanonicalJson.mapper().writeValueAsBytes(answers), new TypeReference<>() {});
    }

    @Test
    void realDocumentsAreReadAsEachAloneAndTheirAnswersAreSmall() throws IOException {
        List<byte[]> real = real();
        assertThat(real).hasSizeGreaterThan(40);
        try (TestDatabase test = new TestDatabase()) {
            ContentStore together = new PostgresContentStore(test.database());
            DocumentActivitiesImpl alone =
                    new DocumentActivitiesImpl(store(), READER, READINGS, new SaidFields("invoice", said -> false));
            int structured = 0;
            for (List<byte[]> group : Lists.partition(real, BatchActivities.MOST_AT_LENGTH)) {
                List<DocumentRef> refs = together.putAll(TENANT, group);
                store().putAll(TENANT, group);
                List<ItemResult<Attested<DocumentReading>>> answers =
                        reading(together).read(refs);
                assertThat(answers)
                        .isEqualTo(refs.stream()
                                .map(alone::read)
                                .map(ItemResult::of)
                                .toList());
                assertThat(bytes(answers)).isLessThan(HISTORY);
                assertThat(overTheWire(answers)).isEqualTo(answers);
                for (ItemResult<Attested<DocumentReading>> answer : answers) {
                    Optional<Digest> kept = kept(answer);
                    structured += said(answer) instanceof DocumentReading.Structured ? 1 : 0;
                    if (kept.isPresent()) {
                        assertThat(together.get(TENANT, kept.get()))
                                .hasValue(store().get(TENANT, kept.get()).orElseThrow());
                    }
                }
            }
            assertThat(structured).isGreaterThan(20);
        }
    }

    private static @Nullable DocumentReading said(ItemResult<Attested<DocumentReading>> answer) {
        return answer.value() == null ? null : answer.value().value();
    }

    private static Optional<Digest> kept(ItemResult<Attested<DocumentReading>> answer) {
        if (said(answer) instanceof DocumentReading.Structured structured) {
            return Optional.of(structured.invoice());
        }
        return said(answer) instanceof DocumentReading.Text text ? Optional.of(text.text()) : Optional.empty();
    }

    @Test
    void whatIsMissingOrTooLargeKeepsNoOtherWaiting() throws IOException {
        byte[] text = "Rechnung".getBytes(StandardCharsets.UTF_8);
        DocumentRef there = store().put(TENANT, text);
        DocumentRef elsewhere = store().put(new TenantId("other"), "Other".getBytes(StandardCharsets.UTF_8));
        List<ItemResult<Attested<DocumentReading>>> answers = reading(store())
                .read(List.of(
                        there,
                        new DocumentRef(TENANT, Digest.of("nowhere"), 7),
                        new DocumentRef(TENANT, Digest.of("nowhere"), 100L << 20),
                        elsewhere,
                        new DocumentRef(TENANT, elsewhere.digest(), 5),
                        there));
        assertThat(said(answers.get(0))).isInstanceOf(DocumentReading.Text.class);
        assertThat(answers.get(5)).isEqualTo(answers.get(0));
        assertThat(answers.get(1).error())
                .returns("CONTENT_MISSING", Finding::code)
                .extracting(Finding::why)
                .asString()
                .contains("upload the document again");
        assertThat(said(answers.get(2)))
                .isInstanceOfSatisfying(
                        DocumentReading.Unreadable.class,
                        refused -> assertThat(refused.code()).isEqualTo("TOO_LARGE"));
        assertThat(said(answers.get(3))).isInstanceOf(DocumentReading.Text.class);
        assertThat(answers.get(4).error()).returns("CONTENT_MISSING", Finding::code);
        assertThat(reading(store()).read(List.of())).isEmpty();
    }

    @Test
    void whoeverSaysMostIsAskedAgainAloneWhenTheGroupSaysTooMuch() throws IOException {
        List<Finding> many = IntStream.range(0, Finding.MOST)
                .mapToObj(i -> new Finding("CODE_" + i, "w".repeat(120), "y".repeat(400)))
                .toList();
        List<ItemResult<List<Finding>>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(ItemResult.of(i % 2 == 0 ? many : many.subList(0, 1)));
        }
        List<ItemResult<List<Finding>>> small = SmallAnswers.of(answers);
        assertThat(bytes(answers)).isGreaterThan(HISTORY);
        assertThat(bytes(small)).isLessThan(HISTORY).isGreaterThan(HISTORY / 2);
        for (int i = 1; i < answers.size(); i += 2) {
            assertThat(small.get(i)).isEqualTo(answers.get(i));
        }
        assertThat(small).filteredOn(answer -> answer.error() != null).hasSizeBetween(1, 9);
    }

    @Test
    void aGroupIsReadInPortionsThatFitInMemory() {
        DocumentRef large = new DocumentRef(TENANT, Digest.of("large"), 20L << 20);
        DocumentRef little = new DocumentRef(TENANT, Digest.of("little"), 1000);
        List<DocumentRef> group = List.of(little, large, little, large, large, little);
        assertThat(Portion.of(group))
                .extracting(portion -> portion.documents().size())
                .containsExactly(3, 1, 2);
        assertThat(Portion.of(group)).flatExtracting(Portion::documents).isEqualTo(group);
        assertThat(Portion.of(IntStream.range(0, 20).mapToObj(i -> little).toList()))
                .hasSize(1);
    }
}
