package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.Needs;
import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.activities.model.Alteration;
import dev.ratchet.activities.model.ExpectedAnswers;
import dev.ratchet.activities.model.provider.Aimock;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.worker.WorkerMain;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real documents, a model that somebody else wrote, and the whole product between them. Each altered answer is about a
 * copy of the document's text with one more line, which tells the model's fixtures apart; the altered ones go first, so
 * that nothing is a duplicate.
 */
@TestMethodOrder(OrderAnnotation.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class AimockEndToEndContract {
    /**
     * A breaker opens after five failures at least, and four documents get no answer to five calls each: at most four of these
     * are left alone for half a minute, and another one is asked at once.
     */
    private static final List<String> MODELS = IntStream.rangeClosed(1, 10)
            .mapToObj(number -> "stand-in-" + number)
            .toList();

    /** Booked, or shown to somebody who may consent, when the answers about them are right. */
    private static final List<String> PROVEN =
            List.of("NetpresseInvoice.pdf", "Orlen.txt", "QualityHosting.pdf", "free_fiber.pdf");

    /** What stops each; nothing else may. */
    private static final Map<Alteration, Set<String>> WHY = new EnumMap<>(Map.of(
            Alteration.WRONG_TOTAL, Set.of("AMOUNT_DIFFERS"),
            Alteration.EVIDENCE_NOT_IN_DOCUMENT, Set.of("EVIDENCE_NOT_FOUND"),
            Alteration.OTHER_IBAN, Set.of("EVIDENCE_NOT_FOUND", "VALUE_NOT_IN_EVIDENCE"),
            Alteration.SWAPPED_DATE, Set.of("DATE_DIFFERS"),
            Alteration.EXTRA_FIELD, Set.of("UNKNOWN_ARGUMENT"),
            Alteration.TRUNCATED, Set.of("CUT_OFF"),
            Alteration.NOT_JSON, Set.of("NOT_JSON"),
            Alteration.INSTRUCTION_OBEYED, Set.of("NOT_LEGAL_NOW"),
            Alteration.TOO_MANY_REQUESTS, Set.of("MODEL_UNAVAILABLE"),
            Alteration.CONNECTION_CUT, Set.of("MODEL_UNAVAILABLE")));

    private Path folder;

    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, ObjectNode> answers = new TreeMap<>();
    private Aimock aimock;
    private WholeRatchet whole;

    /** The wire format that the whole product speaks with the model. */
    abstract Provider provider();

    @Test
    @Order(0)
    void theModelsCheckSaysThatItWorks() {
        Said checked = whole.ratchet("models", "check");
        System.out.println(checked.out());
        assertThat(checked.code()).as(checked.err()).isZero();
        assertThat(checked.out().lines().filter(line -> line.contains("works"))).hasSize(MODELS.size());
        assertThat(checked.out()).contains("stand-in", "small, large", "native");
    }

    @Test
    @Order(0)
    void theCommandOfTheWorkersSaysSoToo() throws IOException {
        Map<String, String> environment = new TreeMap<>(whole.services().workerEnvironment());
        environment.put("RATCHET_MODELS", folder.resolve("models.yaml").toString());
        try (WorkerProcess check =
                WorkerProcess.start(folder.resolve("check.log"), environment, WorkerMain.class, "models", "check")) {
            assertThat(check.exit()).as(check.said()).isZero();
            System.out.println(check.said());
            assertThat(check.said().lines().filter(line -> line.startsWith("ok   stand-in-")))
                    .hasSize(MODELS.size());
        }
    }

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        Path documents = Needs.sharedData("invoices/documents");
        read(documents);
        List<ObjectNode> fixtures = new ArrayList<>();
        Path copies = Files.createDirectories(folder.resolve("altered"));
        for (String name : PROVEN) {
            for (Alteration alteration : Alteration.values()) {
                String mark = "Copy " + alteration + " of " + name;
                fixtures.add(Aimock.inAnyFormat(alteration.fixture(mark, answers.get(name))));
                Files.writeString(copies.resolve(name + "-" + alteration + ".txt"), texts.get(name) + "\n" + mark);
            }
        }
        texts.forEach((name, text) -> fixtures.add(
                Aimock.inAnyFormat(Aimock.saying(phrase(name), answers.get(name).toString(), "stop"))));
        fixtures.add(
                Aimock.inAnyFormat(Aimock.saying("Are you ready?", "{\"action\":\"ready\",\"arguments\":{}}", "stop")));
        aimock = Aimock.start(fixtures);
        Path models = Files.writeString(folder.resolve("models.yaml"), models());
        whole = WholeRatchet.start(folder, Map.of("RATCHET_MODELS", models.toString()));
        Path yaml = Files.writeString(folder.resolve("masterdata.yaml"), masterData());
        Said loaded = whole.ratchet("masterdata", "load", yaml);
        assertThat(loaded.code()).as(loaded.err()).isZero();
    }

    private String models() {
        StringBuilder yaml = new StringBuilder("models:\n");
        for (String id : MODELS) {
            yaml.append("""
                      - id: %s
                        provider: %s
                        url: %s
                        model: aimock
                        price: {input: 150000, cached_input: 75000, output: 600000}
                    """.formatted(id, provider().name().toLowerCase(Locale.ROOT), aimock.url(provider())));
        }
        return yaml.append("tiers:\n  small: %1$s\n  large: %1$s\n".formatted(MODELS))
                .toString();
    }

    @AfterAll
    void stop() throws IOException {
        if (whole != null) {
            whole.close();
        }
        if (aimock != null) {
            aimock.close();
        }
    }

    @Test
    @Order(1)
    void noAlteredAnswerIsPosted() {
        List<JsonNode> lines = submitted(folder.resolve("altered"));
        System.out.println(provider() + ", answered wrongly | POSTED | WAITING | REFUSED | why");
        for (Alteration alteration : Alteration.values()) {
            List<JsonNode> about = lines.stream()
                    .filter(line -> line.path("file").asText().endsWith("-" + alteration + ".txt"))
                    .toList();
            System.out.println(alteration + " | " + count(about, "POSTED") + " | " + count(about, "WAITING") + " | "
                    + count(about, "REFUSED") + " | " + codes(about));
            assertThat(about).as(alteration.name()).hasSameSizeAs(PROVEN);
            assertThat(codes(about)).as(alteration.name()).isSubsetOf(why(alteration));
        }
        assertThat(lines).hasSize(PROVEN.size() * Alteration.values().length).allSatisfy(line -> {
            assertThat(line.path("outcome").asText()).as(line.toString()).isIn("WAITING", "REFUSED");
        });
        assertThat(whole.ratchet("ledger", "show").out()).isEqualTo("the books are empty\n");
    }

    @Test
    @Order(2)
    void theRightAnswersAreBookedWhereTheDocumentProvesThem() throws IOException {
        Path originals = Files.createDirectories(folder.resolve("originals"));
        for (String name : texts.keySet()) {
            Files.copy(Needs.sharedData("invoices/documents/" + name), originals.resolve(name));
        }
        List<JsonNode> lines = submitted(originals);
        assertThat(lines).hasSize(texts.size());
        assertThat(lines)
                .filteredOn(line -> line.path("outcome").asText().equals("POSTED"))
                .extracting(line ->
                        Path.of(line.path("file").asText()).getFileName().toString())
                .contains("NetpresseInvoice.pdf", "free_fiber.pdf");
        for (String name : PROVEN) {
            assertThat(lines)
                    .filteredOn(line -> line.path("file").asText().endsWith(name))
                    .singleElement()
                    .satisfies(line -> assertThat(line.path("code").asText()).isIn("BOOKED", "AMBIGUOUS_READING"));
        }
        assertThat(lines).extracting(line -> line.path("outcome").asText()).isSubsetOf("POSTED", "WAITING");
    }

    /** In Ollama's format aimock does not say that an answer came to the limit; half a JSON object is none. */
    private Set<String> why(Alteration alteration) {
        boolean unsaid = provider() == Provider.OLLAMA && alteration == Alteration.TRUNCATED;
        return unsaid ? Set.of("NOT_JSON") : WHY.get(alteration);
    }

    private static long count(List<JsonNode> lines, String outcome) {
        return lines.stream()
                .filter(line -> line.path("outcome").asText().equals(outcome))
                .count();
    }

    private static Set<String> codes(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("code").asText()).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<JsonNode> submitted(Path files) {
        Said said = whole.ratchet("submit", "--json", files);
        assertThat(said.code()).as(said.err()).isZero();
        for (JsonNode line : said.json()) {
            System.out.println(Path.of(line.path("file").asText()).getFileName() + " | "
                    + line.path("outcome").asText() + " | " + line.path("code").asText() + " | "
                    + line.path("why").asText());
        }
        return said.json();
    }

    @Test
    @Order(3)
    void whatTheModelCostIsTold() {
        JsonNode costs =
                whole.ratchet("costs", "--by", "agent", "--json").json().get(0);
        assertThat(costs.at("/rows/0/key").asText()).isEqualTo("invoice");
        assertThat(costs.at("/total/calls").asLong()).isGreaterThan(20);
        assertThat(costs.at("/total/micros").asLong()).isPositive();
        assertThat(costs.at("/rows/1/key").asText()).isEqualTo("models-check");
        assertThat(costs.at("/rows/1/calls").asLong()).isEqualTo(2L * MODELS.size());
        assertThat(costs.at("/total/estimated").asLong())
                .as("aimock counts no tokens in Ollama's format")
                .isEqualTo(
                        provider() == Provider.OLLAMA ? costs.at("/total/calls").asLong() : 0);
        assertThat(costs.at("/total/lost").asLong()).isZero();
        assertThat(costs.at("/total/resolved").asLong()).isPositive();
        System.out.println(whole.ratchet("costs", "--by", "model").out());
        String month = YearMonth.now(ZoneOffset.UTC).toString();
        Said refused = whole.ratchet("budgets", "raise", "tenant", month, "5", "--why", "x", "--as", "anna.behrens");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("does not have the role 'budgets'");
        Said raised = whole.ratchet("budgets", "raise", "tenant", month, "5", "--why", "x", "--as", "miriam.falk");
        assertThat(raised.code()).as(raised.err()).isZero();
        String budgets = whole.ratchet("budgets").out();
        System.out.println(budgets);
        assertThat(budgets).contains("miriam.falk raised tenant " + month + " by 5.00: x");
    }

    private void read(Path documents) throws IOException {
        DocumentReader reader = new DocumentReader(new OfficialRules());
        try (Stream<Path> files = Files.list(documents)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (reader.read(Files.readAllBytes(file)) instanceof DocumentReader.Text text) {
                    texts.put(name, text.text());
                    Path json = file.resolveSibling(name.replaceFirst("\\.[a-z]+$", ".json"));
                    answers.put(name, ExpectedAnswers.of(json, text.text()));
                }
            }
        }
    }

    /** A line of the document that no other has. */
    private String phrase(String name) {
        return texts.get(name)
                .lines()
                .map(String::strip)
                .filter(line -> line.length() > 12)
                .filter(line -> texts.values().stream()
                                .filter(text -> text.contains(line))
                                .count()
                        == 1)
                .findFirst()
                .orElseThrow();
    }

    /** As somebody who knows the suppliers would write it. */
    private String masterData() {
        Map<String, String> byTaxId = new TreeMap<>();
        for (String name : texts.keySet()) {
            JsonNode fields = answers.get(name).at("/arguments/fields");
            String taxId = fields.at("/supplierTaxId/value").asText("");
            if (taxId.isEmpty()) {
                continue;
            }
            String account = fields.at("/iban/value").asText("");
            BigDecimal gross = new BigDecimal(fields.at("/gross/value").asText());
            byTaxId.merge(
                    taxId,
                    """
                      - id: S%s
                        name: "%s"
                        taxIds: ["%s"]
                        accounts: [%s]
                        active: true
                        orderRequired: false
                        autoPostUpTo: {%s: "%s"}
                    """.formatted(
                                    byTaxId.size() + 1,
                                    name,
                                    taxId,
                                    account.isEmpty() ? "" : "\"" + account + "\"",
                                    fields.at("/currency/value").asText(),
                                    gross.multiply(BigDecimal.TEN)),
                    (one, other) -> one);
        }
        return "suppliers:\n" + String.join("", byTaxId.values())
                + "orders: []\npeople: [{id: miriam.falk, roles: [budgets]}]\n";
    }
}
