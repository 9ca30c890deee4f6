package dev.ratchet.worker.dev.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.Needs;
import dev.ratchet.activities.model.Alteration;
import dev.ratchet.activities.model.provider.Aimock;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.worker.dev.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real documents, a model that somebody else wrote, and the whole product between them, once for each wire format. What is
 * answered wrongly goes first, so that nothing is a duplicate. The products wait for a model's server most of the time, so they
 * work side by side.
 */
@Tag("slow")
@TestMethodOrder(OrderAnnotation.class)
@TestInstance(Lifecycle.PER_CLASS)
final class AimockEndToEndTest {
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

    private final Map<Provider, AimockProduct> products = new EnumMap<>(Provider.class);
    private final Map<Provider, CompletableFuture<List<JsonNode>>> answeredWrongly = new EnumMap<>(Provider.class);
    private final ExecutorService threads = Executors.newFixedThreadPool(Provider.values().length);
    private AlteredDocuments documents;
    private Path originals;
    private Path altered;
    private Aimock aimock;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Path shared = Needs.sharedData("invoices/documents");
        documents = AlteredDocuments.read(shared);
        originals = Files.createDirectories(folder.resolve("originals"));
        for (String name : documents.names()) {
            Files.copy(shared.resolve(name), originals.resolve(name));
        }
        altered = Files.createDirectories(folder.resolve("altered"));
        List<ObjectNode> fixtures = new ArrayList<>(documents.writeTo(altered));
        fixtures.add(
                Aimock.inAnyFormat(Aimock.saying("Are you ready?", "{\"action\":\"ready\",\"arguments\":{}}", "stop")));
        aimock = Aimock.start(fixtures);
        for (Provider format : Provider.values()) {
            Path own = Files.createDirectories(folder.resolve(format.name()));
            products.put(format, AimockProduct.start(format, own, aimock, documents.masterData()));
        }
    }

    @AfterAll
    void stop() throws IOException {
        threads.shutdownNow();
        for (AimockProduct product : products.values()) {
            product.close();
        }
        if (aimock != null) {
            aimock.close();
        }
    }

    private AimockProduct of(Provider format) {
        return products.get(format);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    @Order(0)
    void theModelsCheckSaysThatItWorks(Provider format) {
        Said checked = of(format).ratchet("models", "check");
        System.out.println(checked.out());
        assertThat(checked.code()).as(checked.err()).isZero();
        assertThat(checked.out().lines().filter(line -> line.contains("works"))).hasSize(AimockProduct.MODELS.size());
        assertThat(checked.out()).contains("stand-in", "small, large", "native");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    @Order(0)
    void theCommandOfTheWorkersSaysSoToo(Provider format) throws IOException {
        String said = of(format).checkedByTheWorker();
        System.out.println(said);
        assertThat(said.lines().filter(line -> line.startsWith("ok   stand-in-")))
                .hasSize(AimockProduct.MODELS.size());
    }

    @Test
    @Order(1)
    void allAreAnsweredWronglyAtOnce() {
        products.forEach((format, product) ->
                answeredWrongly.put(format, CompletableFuture.supplyAsync(() -> product.submit(altered), threads)));
        CompletableFuture.allOf(answeredWrongly.values().toArray(CompletableFuture[]::new))
                .join();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    @Order(2)
    void noAlteredAnswerIsPosted(Provider format) {
        List<JsonNode> lines = answeredWrongly.get(format).join();
        System.out.println(format + ", answered wrongly | POSTED | WAITING | REFUSED | why");
        for (Alteration alteration : Alteration.values()) {
            List<JsonNode> about = lines.stream()
                    .filter(line -> line.path("file").asText().endsWith("-" + alteration + ".txt"))
                    .toList();
            System.out.println(alteration + " | " + count(about, "POSTED") + " | " + count(about, "WAITING") + " | "
                    + count(about, "REFUSED") + " | " + codes(about));
            assertThat(about).as(alteration.name()).hasSameSizeAs(AlteredDocuments.PROVEN);
            assertThat(codes(about)).as(alteration.name()).isSubsetOf(why(format, alteration));
        }
        assertThat(lines)
                .hasSize(AlteredDocuments.PROVEN.size() * Alteration.values().length)
                .allSatisfy(line -> {
                    assertThat(line.path("outcome").asText())
                            .as(line.toString())
                            .isIn("WAITING", "REFUSED");
                });
        assertThat(of(format).ratchet("ledger", "show").out()).isEqualTo("the books are empty\n");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    @Order(3)
    void theRightAnswersAreBookedWhereTheDocumentProvesThem(Provider format) {
        List<JsonNode> lines = of(format).submit(originals);
        assertThat(lines).hasSize(documents.names().size());
        assertThat(lines)
                .filteredOn(line -> line.path("outcome").asText().equals("POSTED"))
                .extracting(line ->
                        Path.of(line.path("file").asText()).getFileName().toString())
                .contains("NetpresseInvoice.pdf", "free_fiber.pdf");
        for (String name : AlteredDocuments.PROVEN) {
            assertThat(lines)
                    .filteredOn(line -> line.path("file").asText().endsWith(name))
                    .singleElement()
                    .satisfies(line -> assertThat(line.path("code").asText()).isIn("BOOKED", "AMBIGUOUS_READING"));
        }
        assertThat(lines).extracting(line -> line.path("outcome").asText()).isSubsetOf("POSTED", "WAITING");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    @Order(4)
    void whatTheModelCostIsTold(Provider format) {
        AimockProduct product = of(format);
        JsonNode costs =
                product.ratchet("costs", "--by", "agent", "--json").json().get(0);
        assertThat(costs.at("/rows/0/key").asText()).isEqualTo("invoice");
        assertThat(costs.at("/total/calls").asLong()).isGreaterThan(20);
        assertThat(costs.at("/total/micros").asLong()).isPositive();
        assertThat(costs.at("/rows/1/key").asText()).isEqualTo("models-check");
        assertThat(costs.at("/rows/1/calls").asLong()).isEqualTo(2L * AimockProduct.MODELS.size());
        assertThat(costs.at("/total/estimated").asLong())
                .as("aimock counts no tokens in Ollama's format")
                .isEqualTo(format == Provider.OLLAMA ? costs.at("/total/calls").asLong() : 0);
        assertThat(costs.at("/total/lost").asLong()).isZero();
        assertThat(costs.at("/total/resolved").asLong()).isPositive();
        System.out.println(product.ratchet("costs", "--by", "model").out());
        String month = YearMonth.now(ZoneOffset.UTC).toString();
        Said refused = product.ratchet("budgets", "raise", "tenant", month, "5", "--why", "x", "--as", "anna.behrens");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("does not have the role 'budgets'");
        Said raised = product.ratchet("budgets", "raise", "tenant", month, "5", "--why", "x", "--as", "miriam.falk");
        assertThat(raised.code()).as(raised.err()).isZero();
        String budgets = product.ratchet("budgets").out();
        System.out.println(budgets);
        assertThat(budgets).contains("miriam.falk raised tenant " + month + " by 5.00: x");
    }

    /** In Ollama's format aimock does not say that an answer came to the limit; half a JSON object is none. */
    private static Set<String> why(Provider format, Alteration alteration) {
        boolean unsaid = format == Provider.OLLAMA && alteration == Alteration.TRUNCATED;
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
}
