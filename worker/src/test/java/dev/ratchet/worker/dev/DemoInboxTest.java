package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.worker.dev.document.En16931;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoInboxTest {
    private static final En16931 RULES = new En16931();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-kerzendorf-invoice.xml",
                "02-norrvik-with-order.xml",
                "03-lindgruen-two-vat-rates.xml",
                "04-montreval-reverse-charge.xml",
                "05-kerzendorf-credit-note.xml",
                "09-kerzendorf-again.xml",
                "11-solvanto-unknown-supplier.xml",
                "12-lindgruen-changed-account.xml",
                "13-valdrift-over-limit.xml",
                "14-lindgruen-near-duplicate.xml"
            })
    void isValidAndStopsForAnotherReason(String name) {
        assertThat(RULES.errors(DemoInbox.document(name))).isEmpty();
    }

    @Test
    void theWrongTotalIsWrongByTheOfficialRulesToo() {
        assertThat(RULES.errors(DemoInbox.document("10-norrvik-wrong-total.xml")))
                .singleElement()
                .asString()
                .startsWith("BR-CO-15");
    }

    @Test
    void theHybridPdfHoldsAValidInvoice() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(DemoInbox.document("06-hafenlicht-factur-x.pdf"))) {
            PDComplexFileSpecification attachment = new PDDocumentNameDictionary(pdf.getDocumentCatalog())
                    .getEmbeddedFiles()
                    .getNames()
                    .get("factur-x.xml");
            byte[] xml = Objects.requireNonNull(attachment).getEmbeddedFile().toByteArray();
            assertThat(RULES.errors(xml)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isTheSameEveryTime(String name) {
        assertThat(DemoInbox.document(name)).isEqualTo(DemoInbox.document(name)).isNotEmpty();
    }

    @Test
    void theNamesAreInOrderAndAllAreWritten(@TempDir Path folder) throws IOException {
        List<Path> files = DemoInbox.writeTo(folder.resolve("inbox"));

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .isSorted()
                .containsExactlyElementsOf(DemoInbox.NAMES);
        assertThat(files).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }

    @Test
    void theModelsEvidenceStandsInItsDocument() throws IOException {
        String everything =
                text("07-brightwater-text.pdf") + text("08-osterfeld-plain.txt") + text("15-brightwater-injection.txt");
        for (DemoInbox.Script script : DemoInbox.scripts()) {
            assertThat(everything).containsOnlyOnce(script.phrase());
            String document = textWith(script.phrase());
            JsonNode fields = new ObjectMapper()
                    .readTree(script.answers().get(script.answers().size() - 1))
                    .path("arguments")
                    .path("fields");
            assertThat(fields.findValuesAsText("evidence"))
                    .hasSizeGreaterThan(8)
                    .allSatisfy(evidence -> assertThat(document).contains(evidence));
        }
    }

    @Test
    void theModelObeysTheInjection() throws IOException {
        DemoInbox.Script obeying = DemoInbox.scripts().get(2);

        assertThat(obeying.answers()).hasSize(2).first().asString().contains("post_entry");
        assertThat(obeying.answers().get(1)).contains("LT121000011101001000");
        assertThat(DemoInbox.masterData()).doesNotContain("LT121000011101001000");
    }

    static List<String> names() {
        return DemoInbox.NAMES;
    }

    private static String textWith(String phrase) throws IOException {
        for (String name :
                List.of("07-brightwater-text.pdf", "08-osterfeld-plain.txt", "15-brightwater-injection.txt")) {
            if (text(name).contains(phrase)) {
                return text(name);
            }
        }
        throw new AssertionError("no document holds '" + phrase + "'");
    }

    private static String text(String name) throws IOException {
        byte[] bytes = DemoInbox.document(name);
        if (!name.endsWith(".pdf")) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            return new PDFTextStripper().getText(pdf);
        }
    }
}
