package dev.ratchet.activities.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.documents.rules.OfficialRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Changes each amount of every valid invoice, one at a time, and reads the result. Sums are exact, so a changed document
 * may pass only when all that would be booked of it is what the original says; a product that changed is then a
 * difference, which the rule book judges. A change that is not noticed at all is in {@link Mutants#FREE}, with the reason.
 */
@Tag("slow")
class MutationTest {
    private static final OfficialRules RULES = new OfficialRules();
    private static final DocumentReader READER = new DocumentReader(RULES);

    @Test
    void no_changed_amount_changes_what_would_be_booked() throws Exception {
        List<Path> files = new ArrayList<>(RealInvoices.files("ubl"));
        files.addAll(RealInvoices.files("cii"));
        int valid = 0;
        int mutants = 0;
        int sums = 0;
        int official = 0;
        int noted = 0;
        Map<String, Integer> unnoticed = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        List<String> holes = new ArrayList<>();
        for (Path file : files) {
            String xml = Files.readString(file);
            DocumentReader.Structured original = read(xml);
            if (!original.findings().isEmpty()) {
                continue;
            }
            valid++;
            for (Mutants.Mutant mutant : Mutants.of(xml)) {
                mutants++;
                DocumentReader.Structured read = read(mutant.xml());
                if (read.findings().stream().anyMatch(f -> !f.code().startsWith("EN16931:"))) {
                    sums++;
                    continue;
                }
                if (!read.findings().isEmpty()) {
                    official++;
                    continue;
                }
                if (!booked(read).equals(booked(original))) {
                    wrong.add(file.getFileName() + ": " + mutant);
                }
                if (!read.checked().equals(original.checked())) {
                    noted++;
                    continue;
                }
                unnoticed.merge(mutant.place(), 1, Integer::sum);
                if (!mutant.isFree()) {
                    holes.add(file.getFileName() + ": " + mutant);
                }
            }
        }
        System.out.printf(
                "%d valid files, %d mutants: %d refused for a sum, %d by EN 16931 only, %d noted as a difference, %d unnoticed%n",
                valid,
                mutants,
                sums,
                official,
                noted,
                unnoticed.values().stream().mapToInt(i -> i).sum());
        unnoticed.forEach(
                (path, count) -> System.out.println("  " + count + " × " + path + ": " + Mutants.FREE.get(path)));
        assertThat(wrong).as("would be booked otherwise than the original").isEmpty();
        assertThat(holes).isEmpty();
        assertThat(valid).isGreaterThanOrEqualTo(30);
        assertThat(mutants).isGreaterThan(1000);
        assertThat(noted).as("noted as a difference").isGreaterThan(500);
        assertThat(unnoticed.values().stream().mapToInt(i -> i).sum())
                .as("unnoticed")
                .isLessThan(noted / 4);
        assertThat(unnoticed.keySet()).as("every reason on the list is needed").isEqualTo(Mutants.FREE.keySet());
    }

    private static DocumentReader.Structured read(String xml) {
        return (DocumentReader.Structured) READER.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Long> booked(DocumentReader.Structured read) {
        Invoice.Totals totals = read.invoice().totals();
        return List.of(
                totals.net(), totals.tax(), totals.prepaid(), totals.rounding(), totals.thirdParty(), totals.payable());
    }
}
