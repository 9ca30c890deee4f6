package dev.ratchet.activities.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.documents.DocumentReader.Read;
import dev.ratchet.activities.documents.DocumentReader.Refused;
import dev.ratchet.activities.documents.DocumentReader.Structured;
import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.activities.documents.rules.OfficialRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents that were made to take a worker's memory or time. Each is refused, and the next document is read. */
@Tag("slow")
class HostileDocumentsTest {
    private static final DocumentReader READER = new DocumentReader(new OfficialRules());
    private static final byte[] ORDINARY = HostileXml.invoice(3, 1);

    /** What the heap of 256 MB, the JVM's own memory and its code come to, rounded up. */
    private static final long MOST_RESIDENT_KB = 500_000;

    /** Twice the limit: the time to start is in it. */
    private static final Duration MOST_CPU = Duration.ofSeconds(10);

    enum Hostile {
        LETTERS(() -> HostilePdf.letters(18), Refusal.PDF_TOO_COMPLEX),
        HEX_BEFORE_DEFLATE(() -> HostilePdf.hexBeforeDeflate(400), Refusal.PDF_TOO_COMPLEX),
        BASE_85_BEFORE_DEFLATE(() -> HostilePdf.base85BeforeDeflate(400), Refusal.PDF_TOO_COMPLEX),
        DEFLATE_TWICE_BEHIND_HEX(() -> HostilePdf.deflateTwiceBehindHex(400), Refusal.PDF_NO_TEXT),
        EMBEDDED_BEHIND_HEX(() -> HostilePdf.embeddedBehindHex(400), Refusal.PDF_TOO_COMPLEX),
        NESTED_FORMS(() -> HostilePdf.nestedForms(8), Refusal.PDF_TOO_COMPLEX),
        MANY_PAGES_ONE_CONTENT(HostilePdf::manyPagesOneContent, Refusal.PDF_TOO_COMPLEX),
        NESTED_LETTERS(() -> HostilePdf.nestedLetters(8), Refusal.PDF_NO_TEXT),
        ENDLESS_LETTER_TABLE(HostilePdf::endlessLetterTable, Refusal.PDF_NO_TEXT),
        ENDLESS_PAGE_TREE(HostilePdf::endlessPageTree, Refusal.PDF_NO_TEXT),
        NESTED_ARRAYS(() -> HostilePdf.nestedArrays(1_000_000), Refusal.PDF_NO_TEXT),
        OBJECT_STREAM(() -> HostilePdf.objectStream(400), Refusal.PDF_NO_TEXT),
        VAT_GROUPS(() -> HostileXml.invoice(4_902, 8_000), Refusal.TOO_MANY_VAT_GROUPS),
        ADJUSTMENTS(() -> HostileXml.manyAdjustments(20_000), Refusal.TOO_MANY_ADJUSTMENTS),
        NAMES(() -> HostileXml.manyNames(300_000, "n"), Refusal.XML_TOO_MANY_NAMES),
        NAMES_IN_EXTENSION(() -> HostileXml.manyNamesInExtension(300_000, "e"), Refusal.XML_TOO_MANY_NAMES),
        ATTRIBUTES(() -> HostileXml.manyAttributes(9_000), Refusal.XML_TOO_MANY_NAMES);

        private final Supplier<byte[]> document;
        private final Refusal refusal;

        Hostile(Supplier<byte[]> document, Refusal refusal) {
            this.document = document;
            this.refusal = refusal;
        }
    }

    @AfterAll
    static void close() {
        READER.close();
    }

    @ParameterizedTest
    @EnumSource
    void is_refused_within_memory_and_time_and_the_next_document_is_read(Hostile hostile) throws Exception {
        byte[] document = hostile.document.get();
        try (PdfProcessWatch watch = new PdfProcessWatch()) {
            Read read = READER.read(document);

            assertThat(read).isInstanceOf(Refused.class);
            assertThat(((Refused) read).unreadable().code()).isEqualTo(hostile.refusal.name());
            assertThat(watch.mostResidentKb()).isLessThan(MOST_RESIDENT_KB);
            assertThat(watch.mostCpu()).isLessThan(MOST_CPU);
        }
        assertThat(READER.read(ORDINARY)).isInstanceOf(Structured.class);
    }

    @Test
    void the_processes_that_read_PDFs_know_no_secret() throws IOException {
        READER.read(HostilePdf.nestedForms(1));
        List<ProcessHandle> reading = PdfProcessWatch.running();
        assertThat(reading).isNotEmpty();
        for (ProcessHandle each : reading) {
            assertThat(Files.readString(Path.of("/proc/" + each.pid() + "/environ")))
                    .isEmpty();
        }
    }

    /** Every name that Saxon reads stays in its pool, which has room for a million. Before the limit, four documents filled it. */
    @Test
    void names_of_one_document_do_not_stay_for_the_next() {
        for (int document = 0; document < 5; document++) {
            READER.read(HostileXml.manyNames(300_000, "n" + document + "_"));
            READER.read(HostileXml.manyNamesInExtension(300_000, "e" + document + "_"));
        }
        for (int document = 0; document < 600; document++) {
            Read read = READER.read(HostileXml.manyNamesInExtension(1_900, "s" + document + "_"));
            assertThat(read).isInstanceOf(Structured.class);
            assertThat(((Structured) read).findings()).isEmpty();
        }
    }

    @Test
    void two_hundred_ordinary_documents_beside_hostile_ones_are_all_read() throws Exception {
        List<byte[]> hostile =
                List.of(HostilePdf.hexBeforeDeflate(400), HostilePdf.nestedForms(8), HostileXml.invoice(4_902, 8_000));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Read>> nasty = new ArrayList<>();
            List<Future<Read>> ordinary = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                if (i % 100 == 0) {
                    hostile.forEach(document -> nasty.add(threads.submit(() -> READER.read(document))));
                }
                ordinary.add(threads.submit(() -> READER.read(ORDINARY)));
            }
            for (Future<Read> each : ordinary) {
                assertThat(each.get())
                        .isInstanceOfSatisfying(
                                Structured.class,
                                read -> assertThat(read.findings()).isEmpty());
            }
            for (Future<Read> each : nasty) {
                assertThat(each.get()).isInstanceOf(Refused.class);
            }
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        }
    }
}
