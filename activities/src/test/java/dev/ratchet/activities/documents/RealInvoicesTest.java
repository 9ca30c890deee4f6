package dev.ratchet.activities.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.InvoiceFacts.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every real invoice beside the project: what it is, and what is wrong with it. */
class RealInvoicesTest {
    private static final OfficialRules RULES = new OfficialRules();
    private static final DocumentReader READER = new DocumentReader(RULES);

    static List<Path> files(String folder) throws IOException {
        try (Stream<Path> all = Files.list(Needs.sharedData("invoices/" + folder))) {
            return all.filter(f -> !f.toString().endsWith(".json")).sorted().toList();
        }
    }

    static String line(Path file, DocumentReader.Read read) {
        String name = file.getFileName().toString();
        if (read instanceof DocumentReader.Structured s) {
            return name + ": " + s.invoice().source() + " " + s.invoice().kind() + " "
                    + s.findings().stream()
                            .map(f -> f.code() + " at " + f.where() + " (" + f.why() + ")")
                            .distinct()
                            .collect(Collectors.joining(", ", "[", "]"));
        }
        if (read instanceof DocumentReader.Text t) {
            return name + ": " + t.source() + ", " + t.text().length() + " characters";
        }
        return name + ": " + read;
    }

    @Test
    void every_e_invoice_is_structured_and_what_the_official_rules_call_fatal_has_findings() throws IOException {
        List<Path> files = new ArrayList<>(files("ubl"));
        files.addAll(files("cii"));
        List<String> passedOnTheSly = new ArrayList<>();
        int clean = 0;
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            DocumentReader.Read read = READER.read(bytes);
            System.out.println(line(file, read));
            assertThat(read).as(file.toString()).isInstanceOf(DocumentReader.Structured.class);
            DocumentReader.Structured structured = (DocumentReader.Structured) read;
            OfficialRules.Syntax syntax = DocumentReader.syntax(parse(bytes));
            List<Finding> official = RULES.check(java.util.Objects.requireNonNull(syntax), bytes);
            if (!official.isEmpty()) {
                System.out.println("    official: "
                        + official.stream().map(Finding::code).distinct().toList());
            }
            if (!official.isEmpty() && structured.findings().isEmpty()) {
                passedOnTheSly.add(file.toString());
            }
            clean += structured.findings().isEmpty() ? 1 : 0;
        }
        assertThat(passedOnTheSly).isEmpty();
        assertThat(clean).as("files without findings").isGreaterThanOrEqualTo(15);
    }

    @Test
    void the_official_rules_find_what_a_bare_document_lacks() {
        for (OfficialRules.Syntax syntax : OfficialRules.Syntax.values()) {

            assertThat(RULES.check(syntax, WarmUp.document(syntax)))
                    .as(syntax.name())
                    .extracting(Finding::code)
                    .contains("EN16931:BR-05")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void every_other_document_gives_sane_text() throws IOException {
        List<String> structured = new ArrayList<>();
        for (Path file : files("documents")) {
            DocumentReader.Read read = READER.read(Files.readAllBytes(file));
            System.out.println(line(file, read));
            assertThat(read)
                    .as(file.toString())
                    .isInstanceOfAny(DocumentReader.Text.class, DocumentReader.Structured.class);
            if (!(read instanceof DocumentReader.Text text)) {
                structured.add(file.getFileName().toString());
                continue;
            }
            assertThat(text.source()).isEqualTo(file.toString().endsWith(".pdf") ? Source.PDF_TEXT : Source.TEXT);
            assertThat(text.text()).containsIgnoringCase("e").hasSizeGreaterThan(200);
        }
        assertThat(structured).as("PDFs with an e-invoice inside").containsExactly("AzureInterior.pdf");
    }

    private static XmlElement parse(byte[] bytes) {
        try {
            return Xml.parse(bytes);
        } catch (Refusal.RefusedException e) {
            throw new AssertionError(e);
        }
    }
}
