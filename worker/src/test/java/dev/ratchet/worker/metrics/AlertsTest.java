package dev.ratchet.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts, as the program reads them that will. */
class AlertsTest {
    private static final Path MONITORING = Needs.root().resolve("deploy/monitoring");
    private static final Path RUNBOOK = Needs.root().resolve("deploy/runbook.md");

    @TempDir
    Path folder;

    private record Said(int code, String out) {}

    private static Said promtool(Path in, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new java.util.ArrayList<>(List.of(Needs.program("promtool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out);
    }

    @Test
    void theRulesAreRules() throws Exception {
        Said said = promtool(MONITORING, "check", "rules", "alerts.yaml");
        assertThat(said.code()).as(said.out()).isZero();
    }

    @Test
    void eachFiresOnItsFaultAndIsSilentOtherwise() throws Exception {
        Said said = promtool(MONITORING, "test", "rules", "alerts.test.yaml");
        assertThat(said.code()).as(said.out()).isZero();
    }

    /** A rule that never fires, and one that always does. */
    @Test
    @Tag("slow")
    void aRuleThatIsWrongIsFound() throws Exception {
        String rules = Files.readString(MONITORING.resolve("alerts.yaml"));
        Files.copy(MONITORING.resolve("alerts.test.yaml"), folder.resolve("alerts.test.yaml"));
        for (String wrong : List.of("> 1e9", ">= 0")) {
            Files.writeString(
                    folder.resolve("alerts.yaml"),
                    rules.replace(
                            "expr: max(ratchet_ledger_discrepancies) > 0",
                            "expr: max(ratchet_ledger_discrepancies) " + wrong));
            Said said = promtool(folder, "test", "rules", "alerts.test.yaml");
            assertThat(said.code()).as(said.out()).isNotZero();
            assertThat(said.out()).contains("RatchetBooksDisagree");
        }
    }

    @Test
    void eachHasBothCasesARunbookAndACommand() throws IOException {
        String rules = Files.readString(MONITORING.resolve("alerts.yaml"));
        Set<String> tests = Files.readAllLines(MONITORING.resolve("alerts.test.yaml")).stream()
                .filter(line -> line.startsWith("  - name: "))
                .map(line -> line.substring("  - name: ".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> sections = sections();
        Set<String> expected = new TreeSet<>();
        Matcher alert = Pattern.compile("- alert: (\\w+)\\n(.*?)(?=\\n\\n|\\z)", Pattern.DOTALL)
                .matcher(rules);
        while (alert.find()) {
            String name = alert.group(1);
            expected.add(name + " fires");
            expected.add(name + " is silent");
            assertThat(alert.group(2))
                    .as(name)
                    .contains("runbook: runbook.md#" + name.toLowerCase(Locale.ROOT), "summary: ")
                    .containsPattern("command: (ratchet|temporal) ");
            assertThat(sections).contains(name.toLowerCase(Locale.ROOT));
        }
        assertThat(expected).hasSizeGreaterThan(20);
        assertThat(tests).isEqualTo(expected);
    }

    @Test
    void theRunbookRefersToSectionsThatItHas() throws IOException {
        Set<String> named = Pattern.compile("]\\(#([^)]+)\\)")
                .matcher(Files.readString(RUNBOOK))
                .results()
                .map(link -> link.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(sections()).containsAll(named);
    }

    /** Anchors as they are made of the runbook's headings, each once. */
    private static Set<String> sections() throws IOException {
        List<String> sections = Files.readAllLines(RUNBOOK).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
        assertThat(sections).doesNotHaveDuplicates();
        return new TreeSet<>(sections);
    }
}
