package dev.ratchet.activities.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.activities.documents.xml.Xml;
import dev.ratchet.activities.documents.xml.XmlElement;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reads every real invoice in the shared data folder: what it is, and what is wrong with it. */
class RealInvoicesTest {
    private static final OfficialRules RULES = new OfficialRules();
    private static final DocumentReader READER = new DocumentReader(RULES);

    private static String verdict(DocumentReader.Structured read) {
        if (!read.findings().isEmpty()) {
            return "REFUSED";
        }
        if (!read.checked().doubts().isEmpty()) {
            return "DOUBTFUL";
        }
        return read.checked().differences().isEmpty() ? "CLEAN" : "DIFFERENCES";
    }

    private static String line(Path file, DocumentReader.Read read) {
        String name = file.getFileName().toString();
        if (read instanceof DocumentReader.Structured s) {
            return name + ": " + verdict(s) + " " + s.invoice().source() + " "
                    + s.invoice().kind()
                    + s.findings().stream()
                            .map(f -> "\n    refused: " + f.code() + " at " + f.where() + " (" + f.why() + ")")
                            .distinct()
                            .collect(Collectors.joining())
                    + s.checked().doubts().stream()
                            .map(f -> "\n    doubt: " + f.code() + " at " + f.where() + " (" + f.why() + ")")
                            .collect(Collectors.joining())
                    + s.checked().firstDifferences().stream()
                            .map(d -> "\n    difference: " + d)
                            .collect(Collectors.joining());
        }
        if (read instanceof DocumentReader.Text t) {
            return name + ": " + t.source() + ", " + t.text().length() + " characters";
        }
        return name + ": " + read;
    }

    /** The sums of an invoice, its form, and what cannot be counted: for nothing else is a document refused by us. */
    private static final Set<String> OF_SUMS = Set.of(
            "VAT_TAXABLE",
            "VAT_GROUP_MISSING",
            "SUM_LINES",
            "SUM_ALLOWANCES",
            "SUM_CHARGES",
            "SUM_TAX",
            "TOTAL_NET",
            "TOTAL_GROSS",
            "TOTAL_PAYABLE");

    @Test
    void an_e_invoice_is_refused_only_when_an_official_rule_refuses_it_or_a_sum_is_off() throws IOException {
        List<Path> files = new ArrayList<>(RealInvoices.files("ubl"));
        files.addAll(RealInvoices.files("cii"));
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> verdicts = new TreeMap<>();
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            DocumentReader.Read read = READER.read(bytes);
            System.out.println(line(file, read));
            assertThat(read).as(file.toString()).isInstanceOf(DocumentReader.Structured.class);
            DocumentReader.Structured structured = (DocumentReader.Structured) read;
            verdicts.merge(verdict(structured), 1, Integer::sum);
            OfficialRules.Syntax syntax = OfficialRules.Syntax.of(parse(bytes));
            List<Finding> official = RULES.check(java.util.Objects.requireNonNull(syntax), bytes);
            boolean justified = !official.isEmpty()
                    || structured.findings().stream().anyMatch(finding -> OF_SUMS.contains(finding.code()));
            if (justified == structured.findings().isEmpty()) {
                wrong.add(line(file, read));
            }
        }
        System.out.println("e-invoices by verdict: " + verdicts);
        assertThat(wrong)
                .as("refused for another reason, or passed although official rules refuse")
                .isEmpty();
        assertThat(verdicts)
                .as("17 were refused before products became differences")
                .doesNotContainKey("REFUSED");
        assertThat(verdicts.get("CLEAN")).isGreaterThanOrEqualTo(17);
    }

    @Test
    void every_other_document_gives_sane_text() throws IOException {
        List<String> structured = new ArrayList<>();
        for (Path file : RealInvoices.files("documents")) {
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
