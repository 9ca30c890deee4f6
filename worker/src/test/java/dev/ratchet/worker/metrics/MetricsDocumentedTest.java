package dev.ratchet.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table, the alerts and the dashboard speak of the families that there are, and of all of them. */
class MetricsDocumentedTest {
    private static final Path MONITORING = Needs.root().resolve("deploy/monitoring");
    private static final Pattern METRIC = Pattern.compile("\\b(?:ratchet|gen_ai|temporal)_\\w+");
    private static final Pattern REJECTION = Pattern.compile("new Rejection\\(\\s*\"([A-Z_]+)\"", Pattern.MULTILINE);

    @Test
    void theTableIsWhatTheCodeSays() throws IOException {
        Path table = MONITORING.resolve("METRICS.md");
        if (Boolean.getBoolean("ratchet.metrics.write")) {
            Files.writeString(table, MetricsTable.text());
        }
        assertThat(Files.readString(table)).isEqualTo(MetricsTable.text());
    }

    @Test
    void everyFamilyIsUsedAndEveryQueryAsksForOne() throws IOException {
        SortedSet<String> asked = new TreeSet<>();
        for (String query : queries()) {
            Matcher metric = METRIC.matcher(query.replaceAll("\\{[^}]*}|by \\([^)]*\\)|on \\([^)]*\\)", ""));
            while (metric.find()) {
                asked.add(family(metric.group()));
            }
        }
        assertThat(asked).isEqualTo(named());
    }

    private static SortedSet<String> named() {
        SortedSet<String> named = new TreeSet<>(Families.OF_THE_SDK);
        Families.ALL.forEach(family -> named.add(family.name()));
        return named;
    }

    private static String family(String metric) {
        return named().contains(metric) ? metric : metric.replaceAll("_(bucket|sum|count)$", "");
    }

    private static Collection<String> queries() throws IOException {
        List<String> queries = new java.util.ArrayList<>();
        queries.add(
                Files.readString(MONITORING.resolve("alerts.yaml")).replaceAll("(?m)^ *(#|summary:|command:).*$", ""));
        new ObjectMapper()
                .readTree(Files.readString(MONITORING.resolve("dashboard.json")))
                .findValues("expr")
                .forEach(query -> queries.add(query.asText()));
        return queries;
    }

    @Test
    void everyCodeOfTheGateIsAllowed() throws IOException {
        SortedSet<String> codes = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Needs.root().resolve("workflows/src/main/java"))) {
            sources.filter(file -> file.toString().endsWith(".java"))
                    .map(MetricsDocumentedTest::read)
                    .forEach(source -> {
                        Matcher code = REJECTION.matcher(source);
                        while (code.find()) {
                            codes.add(code.group(1));
                        }
                    });
        }
        assertThat(codes).hasSizeGreaterThan(4);
        assertThat(Families.REJECTIONS).containsAll(codes);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLabelWithoutBoundAndAnUnknownMetricAreFound() {
        assertThat(new ScrapedPage("ratchet_runs_stuck{gen_ai_agent_name=\"invoice\",ratchet_stuck_why=\"BUDGET\"} 1")
                        .objections())
                .isEmpty();
        assertThat(objections("ratchet_runs_stuck{ratchet_stuck_why=\"TIRED\"} 1"))
                .containsExactly(
                        "ratchet_runs_stuck{ratchet_stuck_why=\"TIRED\"}: not one of the values that are allowed");
        assertThat(objections("ratchet_runs_stuck{ratchet_run_id=\"invoice/default/1\"} 1"))
                .containsExactly("ratchet_runs_stuck has no label ratchet_run_id");
        assertThat(objections("ratchet_runs_total 1")).containsExactly("no family is named ratchet_runs_total");
        assertThat(objections("ratchet_cost_total{gen_ai_agent_name=\"Anna Behrens\"} 1"))
                .hasSize(1);
        assertThat(objections("temporal_request_total{run=\"0123456789abcdef0\"} 1"))
                .containsExactly("a label without bound: 0123456789abcdef0");
    }

    private static List<String> objections(String page) {
        return new ScrapedPage(page).objections();
    }
}
