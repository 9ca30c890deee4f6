package dev.ratchet.activities.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.workflows.contract.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The e-invoices among the cases in the shared data folder are read with the totals that each case asks for. */
class RealCasesTest {
    private static final DocumentReader READER = new DocumentReader(new OfficialRules());

    @Test
    void every_e_invoice_of_the_cases_has_the_totals_that_are_expected() throws IOException {
        Path folder = Needs.sharedData("cases");
        List<String> wrong = new ArrayList<>();
        int read = 0;
        for (String row : Files.readAllLines(folder.resolve("expected.tsv"))) {
            List<String> cells = List.of(row.split("\\t", -1));
            Path file = folder.resolve(cells.get(0)).resolve(cells.get(1));
            boolean document =
                    file.toString().endsWith(".xml") || file.toString().endsWith(".pdf");
            if (document && READER.read(Files.readAllBytes(file)) instanceof DocumentReader.Structured structured) {
                read++;
                List<BigDecimal> expected = cells.subList(5, 9).stream()
                        .map(amount -> new BigDecimal(amount).abs().stripTrailingZeros())
                        .toList();
                if (!structured.findings().isEmpty()
                        || !totals(structured.invoice()).equals(expected)) {
                    wrong.add(row + " but " + totals(structured.invoice()) + " " + structured.findings());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(read).isEqualTo(20);
    }

    private static List<BigDecimal> totals(Invoice invoice) {
        int exponent = Money.exponent(invoice.currency());
        Invoice.Totals totals = invoice.totals();
        return java.util.stream.LongStream.of(totals.net(), totals.tax(), totals.gross(), totals.payable())
                .mapToObj(minor -> BigDecimal.valueOf(minor, exponent).abs().stripTrailingZeros())
                .toList();
    }
}
