package dev.ratchet.worker.dev.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.Needs;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.WholeRatchet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Every document that others wrote, handed in by the command line, as a new user would. Later tests look at the same books. */
@Tag("slow")
@TestMethodOrder(OrderAnnotation.class)
class RealInboxEndToEndTest {
    @TempDir
    static Path folder;

    private static WholeRatchet whole;
    private static Path invoices;
    private static List<JsonNode> first = List.of();

    @BeforeAll
    static void startAndHandIn() throws Exception {
        invoices = Needs.sharedData("invoices");
        whole = WholeRatchet.start(folder, java.util.Map.of());
        Said proposed = whole.ratchet("masterdata", "propose", invoices);
        assertThat(proposed.code()).isZero();
        Path yaml = Files.writeString(folder.resolve("masterdata.yaml"), proposed.out());
        Said loaded = whole.ratchet("masterdata", "load", yaml);
        System.out.print(proposed.err() + loaded.out());
        assertThat(loaded.code()).as(loaded.err()).isZero();
        Said submitted = whole.ratchet("submit", "--json", invoices);
        assertThat(submitted.code()).as(submitted.err()).isZero();
        first = submitted.json();
    }

    @AfterAll
    static void stop() {
        if (whole != null) {
            whole.close();
        }
    }

    @Test
    @Order(1)
    void everyFileHasOneLineWithAnOutcomeAndACode() throws IOException {
        first.forEach(line -> System.out.println(Path.of(line.path("file").asText())
                        .getFileName() + " | "
                + line.path("outcome").asText() + " | " + line.path("route").asText() + " | "
                + line.path("code").asText() + " | " + line.path("why").asText()));
        assertThat(first)
                .extracting(line -> line.path("file").asText())
                .containsExactlyInAnyOrderElementsOf(
                        files().stream().map(Path::toString).toList());
        assertThat(first).allSatisfy(line -> {
            assertThat(line.path("outcome").asText()).isIn("POSTED", "DUPLICATE", "REFUSED", "WAITING");
            assertThat(line.path("code").asText()).matches("[A-Z][A-Za-z0-9_:-]+");
            assertThat(line.path("why").asText()).isNotBlank();
        });
        assertThat(outcomes(first)).containsKeys("POSTED", "REFUSED", "WAITING");
    }

    @Test
    @Order(2)
    void nothingThatTheOfficialRulesCallFatalIsPosted() throws IOException {
        En16931 rules = new En16931();
        int asFound = 0;
        Path spoiled = Files.createDirectories(folder.resolve("spoiled"));
        for (JsonNode line : first) {
            Path file = Path.of(line.path("file").asText());
            if (!file.toString().matches("(?i).*\\.xml")) {
                continue;
            }
            byte[] xml = Files.readAllBytes(file);
            if (!rules.errors(xml).isEmpty()) {
                asFound++;
                assertThat(line.path("outcome").asText()).as(file.toString()).isNotIn("POSTED", "DUPLICATE");
            }
            if (line.path("outcome").asText().equals("POSTED")) {
                Files.write(spoiled.resolve(file.getFileName().toString()), withoutSellersAddress(xml));
            }
        }
        List<JsonNode> refused = whole.ratchet("submit", "--json", spoiled).json();
        System.out.println(asFound + " files are fatal by EN 16931 as they are, " + refused.size()
                + " were made fatal by leaving out the seller's address");
        assertThat(refused).hasSizeGreaterThan(8).allSatisfy(line -> {
            assertThat(rules.errors(Files.readAllBytes(Path.of(line.path("file").asText()))))
                    .anySatisfy(error -> assertThat(error).startsWith("BR-08 "));
            assertThat(line.path("outcome").asText()).isEqualTo("REFUSED");
            assertThat(line.path("code").asText()).isEqualTo("EN16931:BR-08");
        });
    }

    /** The first address of either syntax is the seller's; its absence is BR-08, and no arithmetic sees it. */
    private static byte[] withoutSellersAddress(byte[] xml) {
        return new String(xml, StandardCharsets.UTF_8)
                .replaceFirst("(?s)<((?:cac:|ram:)Postal(?:Trade)?Address)>.*?</\\1>", "")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @Order(3)
    void withoutAModelATextWaitsForAPerson() {
        List<JsonNode> texts = first.stream()
                .filter(line -> line.path("file").asText().matches(".*\\.(pdf|txt)"))
                .filter(line -> !line.path("file").asText().endsWith("AzureInterior.pdf"))
                .toList();
        assertThat(texts).hasSize(11).allSatisfy(line -> {
            assertThat(line.path("outcome").asText()).as(line.toString()).isEqualTo("WAITING");
            assertThat(line.path("code").asText()).isEqualTo("MODEL_NOT_CONFIGURED");
            assertThat(line.path("why").asText()).contains("no model");
        });
    }

    @Test
    @Order(4)
    void aSecondTimePostsNothing() {
        String before = whole.ratchet("ledger", "show", "--most", "10000").out();
        Said again = whole.ratchet("submit", "--json", invoices);
        assertThat(again.code()).isZero();
        assertThat(again.json()).hasSameSizeAs(first);
        for (int i = 0; i < first.size(); i++) {
            JsonNode was = first.get(i);
            JsonNode is = again.json().get(i);
            assertThat(is.path("file")).isEqualTo(was.path("file"));
            boolean posted = was.path("outcome").asText().equals("POSTED");
            assertThat(is.path("outcome").asText())
                    .as(is.toString())
                    .isEqualTo(posted ? "DUPLICATE" : was.path("outcome").asText());
            assertThat(is.path("entry")).isEqualTo(was.path("entry"));
        }
        assertThat(whole.ratchet("ledger", "show", "--most", "10000").out()).isEqualTo(before);
    }

    @Test
    @Order(5)
    void theBooksFitAndHledgerReadsTheSameInThem() throws Exception {
        Said verified = whole.ratchet("ledger", "verify");
        assertThat(verified.code()).isZero();
        long posted = outcomes(first).getOrDefault("POSTED", 0L);
        assertThat(verified.out()).startsWith(posted + " entries, every one fits");

        String hledger = Needs.program("hledger").toString();
        Path journal = Files.writeString(
                folder.resolve("books.journal"),
                whole.ratchet("ledger", "export", "--format", "journal").out());
        assertThat(run(hledger, "-f", journal.toString(), "check", "--strict")).isEmpty();
        TreeSet<String> theirs = new TreeSet<>();
        String csv =
                run(hledger, "-f", journal.toString(), "balance", "--flat", "-E", "-N", "-O", "csv", "--layout=bare");
        csv.lines().skip(1).map(line -> line.replace("\"", "")).forEach(theirs::add);
        TreeSet<String> ours = new TreeSet<>();
        Matcher balance = Pattern.compile("(?m)^(\\S+:\\S+) +(-?[0-9.]+) ([A-Z]{3})$")
                .matcher(whole.ratchet("ledger", "balance").out());
        while (balance.find()) {
            ours.add(balance.group(1) + "," + balance.group(3) + "," + balance.group(2));
        }
        System.out.println(ours.size() + " balances");
        assertThat(ours).isEqualTo(theirs).hasSizeGreaterThan(5);
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(invoices)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).toList());
        }
    }

    private static TreeMap<String, Long> outcomes(List<JsonNode> lines) {
        TreeMap<String, Long> counts = new TreeMap<>();
        lines.forEach(line -> counts.merge(line.path("outcome").asText(), 1L, Long::sum));
        return counts;
    }
}
