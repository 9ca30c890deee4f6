package dev.ratchet.activities.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.documents.rules.OfficialRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Changes each amount of every valid invoice, one at a time, and reads the result. A changed document may pass only
 * when its amount is in {@link Mutants#FREE}, with the reason.
 */
class MutationTest {
    private static final OfficialRules RULES = new OfficialRules();
    private static final DocumentReader READER = new DocumentReader(RULES);

    @Test
    void no_changed_amount_passes_unless_the_document_still_adds_up() throws Exception {
        List<Path> files = new ArrayList<>(RealInvoices.files("ubl"));
        files.addAll(RealInvoices.files("cii"));
        int valid = 0;
        int mutants = 0;
        int ours = 0;
        int official = 0;
        Map<String, Integer> consistent = new TreeMap<>();
        List<String> holes = new ArrayList<>();
        for (Path file : files) {
            String xml = Files.readString(file);
            if (!findings(xml).isEmpty()) {
                continue;
            }
            valid++;
            for (Mutants.Mutant mutant : Mutants.of(xml)) {
                mutants++;
                List<String> codes = findings(mutant.xml());
                if (codes.stream().anyMatch(code -> !code.startsWith("EN16931:"))) {
                    ours++;
                } else if (!codes.isEmpty()) {
                    official++;
                } else {
                    consistent.merge(mutant.place(), 1, Integer::sum);
                    if (!mutant.stillConsistent()) {
                        holes.add(file.getFileName() + ": " + mutant);
                    }
                }
            }
        }
        System.out.printf(
                "%d valid files, %d mutants: %d caught by our arithmetic, %d by EN 16931 only, %d still consistent%n",
                valid,
                mutants,
                ours,
                official,
                consistent.values().stream().mapToInt(i -> i).sum());
        consistent.forEach(
                (path, count) -> System.out.println("  " + count + " × " + path + ": " + Mutants.FREE.get(path)));
        assertThat(valid).isGreaterThanOrEqualTo(15);
        assertThat(mutants).isGreaterThan(1000);
        assertThat(holes).isEmpty();
        assertThat(consistent.keySet()).as("every reason on the list is needed").isEqualTo(Mutants.FREE.keySet());
    }

    private static List<String> findings(String xml) {
        DocumentReader.Read read = READER.read(xml.getBytes(StandardCharsets.UTF_8));
        if (read instanceof DocumentReader.Structured structured) {
            return structured.findings().stream().map(f -> f.code()).toList();
        }
        return List.of(((DocumentReader.Refused) read).unreadable().code());
    }
}
