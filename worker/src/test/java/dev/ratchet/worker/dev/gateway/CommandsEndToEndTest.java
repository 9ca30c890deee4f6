package dev.ratchet.worker.dev.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.Listening;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.WholeRatchet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A working day of the demo's people, by the command line alone. Later tests find what earlier ones left. */
@TestMethodOrder(OrderAnnotation.class)
class CommandsEndToEndTest {
    private static final String PEOPLE = """
              - id: carl.small
                roles: [controller]
                limit: {EUR: "1000.00"}
            """;

    @TempDir
    static Path folder;

    private static WholeRatchet whole;
    private static Map<String, Path> inbox = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        whole = WholeRatchet.start(folder, Map.of());
        for (Path file : DemoInbox.writeTo(folder.resolve("inbox"))) {
            inbox.put(file.getFileName().toString().substring(0, 2), file);
        }
    }

    @AfterAll
    static void stop() {
        if (whole != null) {
            whole.close();
        }
    }

    @Test
    @Order(1)
    void badMasterDataIsToldByLineAndNothingOfItIsLoaded() throws IOException {
        String yaml = DemoInbox.masterData()
                .replace("limit: {EUR: \"50000.00\"}", "limit: {EUR: \"fifty thousand\"}")
                .replace("supplier: NORRVIK", "supplier: NOBODY");
        Path file = Files.writeString(folder.resolve("bad.yaml"), yaml);
        Said said = whole.ratchet("masterdata", "load", file);
        show(said);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains(file + ":" + line(yaml, "fifty thousand") + ": ");
        assertThat(said.err()).contains(file + ":" + line(yaml, "supplier: NOBODY") + ": ");

        JsonNode waits = submit("04");
        assertThat(waits.path("outcome").asText()).isEqualTo("WAITING");
        assertThat(waits.path("code").asText()).isEqualTo("SUPPLIER_UNKNOWN");
    }

    @Test
    @Order(2)
    void aLoadedSupplierIsFoundByARecheck() throws IOException {
        Path file = Files.writeString(folder.resolve("masterdata.yaml"), DemoInbox.masterData() + PEOPLE);
        Said loaded = whole.ratchet("masterdata", "load", file);
        assertThat(loaded.out()).isEqualTo("loaded 8 suppliers, 1 orders, 4 people\n");
        assertThat(loaded.code()).isZero();

        refused(whole.ratchet("recheck", id("04")), "STATEMENT_ROLE", "neither brought this in");
        Said rechecked = whole.ratchet("recheck", id("04"), "--as", "anna.behrens");
        show(rechecked);
        assertThat(rechecked.out()).contains("POSTED  BOOKED").contains("MONTREVAL");
        assertThat(rechecked.code()).isZero();
    }

    @Test
    @Order(3)
    void eachDocumentOfTheDemoEndsAsItShould() {
        Map<String, String> ends = new LinkedHashMap<>();
        for (String number : inbox.keySet()) {
            JsonNode line = submit(number);
            ends.put(
                    number,
                    line.path("outcome").asText() + " " + line.path("code").asText());
        }
        ends.forEach((number, end) -> System.out.println(inbox.get(number).getFileName() + ": " + end));
        assertThat(ends)
                .containsEntry("01", "POSTED BOOKED")
                .containsEntry("02", "POSTED BOOKED")
                .containsEntry("03", "POSTED BOOKED")
                .containsEntry("04", "DUPLICATE SAME_DOCUMENT")
                .containsEntry("05", "POSTED BOOKED")
                .containsEntry("06", "POSTED BOOKED")
                .containsEntry("07", "WAITING MODEL_NOT_CONFIGURED")
                .containsEntry("08", "WAITING MODEL_NOT_CONFIGURED")
                .containsEntry("09", "DUPLICATE SAME_NUMBER")
                .containsEntry("11", "WAITING SUPPLIER_UNKNOWN")
                .containsEntry("12", "WAITING ACCOUNT_CHANGED")
                .containsEntry("13", "WAITING OVER_LIMIT")
                .containsEntry("14", "WAITING NEAR_DUPLICATE")
                .containsEntry("15", "WAITING MODEL_NOT_CONFIGURED");
        for (String number : List.of("10", "16", "17", "18")) {
            assertThat(ends.get(number)).startsWith("REFUSED ");
        }
        Said table = whole.ratchetAt(100, "submit", folder.resolve("inbox"));
        show(table);
        assertThat(table.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(table.out()).contains("18 documents: 7 duplicate, 4 refused, 7 waiting");
    }

    @Test
    @Order(4)
    void onlyWhoMayConsentsAndOnlyOnce() {
        refused(whole.ratchet("approve", id("13"), "--as", "anna.behrens"), "APPROVER_IS_SUBMITTER", "anna.behrens");
        refused(whole.ratchet("approve", id("13"), "--as", "jonas.petri"), "APPROVER_ROLE", "controller");
        refused(whole.ratchet("approve", id("13"), "--as", "carl.small"), "APPROVER_LIMIT", "1000.00 EUR");
        refused(whole.ratchet("approve", id("13"), "--as", "nobody.here"), "APPROVER_UNKNOWN", "nobody.here");
        whole.ratchet("submit", "--json", "--as", "carl.small", inbox.get("13"));
        refused(whole.ratchet("approve", id("13"), "--as", "carl.small"), "APPROVER_IS_SUBMITTER", "carl.small");
        assertThat(whole.ratchet("status", id("13")).out()).contains("WAITING  OVER_LIMIT");

        Said approved = whole.ratchet("approve", id("13"), "--as", "miriam.falk");
        show(approved);
        assertThat(approved.code()).isZero();
        assertThat(approved.out())
                .contains("Consent to exactly this", "post INVOICE to the books")
                .contains("21896.00 EUR")
                .contains("Approved by miriam.falk as controller. POSTED BOOKED");
        refused(whole.ratchet("approve", id("13"), "--as", "miriam.falk"), "NOT_WAITING", "POSTED");
    }

    @Test
    @Order(5)
    void aDenialEndsARunWithItsReason() {
        assertThat(whole.ratchet("deny", id("12")).code()).isEqualTo(2);
        refused(whole.ratchet("deny", id("12"), "--why", " "), "WHY", "1 to 400");
        refused(whole.ratchet("deny", id("12"), "--why", "no", "--as", "jonas.petri"), "STATEMENT_ROLE", "controller");
        Said denied = whole.ratchet(
                "deny", id("12"), "--as", "miriam.falk", "--why", "the supplier did not move its account");
        show(denied);
        assertThat(denied.code()).isZero();
        assertThat(denied.out()).contains("REFUSED DENIED").contains("the supplier did not move its account");
        assertThat(whole.ratchet("status", id("12")).out()).contains("did not move its account");
        refused(whole.ratchet("deny", id("12"), "--why", "again"), "NOT_WAITING", "decided");
    }

    @Test
    @Order(6)
    void whatAPersonLooksAt() {
        Said explained = whole.ratchetAt(100, "explain", id("14"));
        show(explained);
        assertThat(explained.out())
                .contains("near-duplicate", "WAITING  NEAR_DUPLICATE", "waits for  somebody with role controller")
                .contains("post_entry", "not allowed: nothing has authorized the entry")
                .contains("read_document", "steps", "LINDGRUEN");
        assertThat(explained.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        JsonNode json = whole.ratchet("explain", id("14"), "--json").json().get(0);
        assertThat(json.path("actions")).hasSize(8);

        Said approvals = whole.ratchetAt(120, "approvals");
        show(approvals);
        assertThat(approvals.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        assertThat(whole.ratchet("approvals", "--json").json()).hasSize(5);

        Said list = whole.ratchetAt(140, "list");
        show(list);
        assertThat(whole.ratchet("list", "--json").json()).hasSize(18);

        Said status = whole.ratchet("status", id("10"));
        show(status);
        assertThat(status.out()).contains("What is wrong");

        show(whole.ratchetAt(110, "ledger", "show"));
        show(whole.ratchet("ledger", "balance"));
    }

    @Test
    @Order(7)
    void whoWatchesSeesTheDecision() throws Exception {
        Listening screen = new Listening("WAITING");
        CompletableFuture<Integer> watching =
                CompletableFuture.supplyAsync(() -> whole.ratchetOn(screen, "watch", id("14")));
        assertThat(screen.heard().get(20, TimeUnit.SECONDS)).isNotNull();
        Said approved = whole.ratchet("approve", id("14"), "--as", "miriam.falk");
        assertThat(approved.code()).as(approved.err()).isZero();
        assertThat(watching.get(20, TimeUnit.SECONDS)).isZero();
        System.out.print(screen);
        assertThat(screen.toString().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .contains("POSTED  BOOKED");
    }

    @Test
    @Order(8)
    void whatIsNotThereIsToldPlainly() {
        refused(whole.ratchet("status", "ffffffff"), "NOT_FOUND", "ffffffff");
        refused(whole.ratchet("explain", "0".repeat(64)), "NOT_FOUND", "0000");
        refused(whole.ratchet("approve", "0".repeat(64)), "NOT_FOUND", "0000");
        refused(whole.ratchet("approve", "invoice/default/" + "0".repeat(64)), "ENDED", "never was");
        refused(whole.ratchet("recheck", "abc"), "TOO_SHORT", "4 characters");
        assertThat(whole.ratchet("submit").code()).isEqualTo(2);
        Said missing = whole.ratchet("submit", "--json", folder.resolve("no-such-file.xml"));
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.json().get(0).path("code").asText()).isEqualTo("UNREADABLE");
    }

    private static JsonNode submit(String number) {
        Said said = whole.ratchet("submit", "--json", "--as", "anna.behrens", inbox.get(number));
        assertThat(said.code()).as(said.err()).isZero();
        return said.json().get(0);
    }

    private static String id(String number) {
        try {
            return dev.ratchet.workflows.contract.Digest.of(Files.readAllBytes(inbox.get(number)))
                    .hex();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void refused(Said said, String code, String word) {
        System.out.print(said.err());
        assertThat(said.code()).as(said.toString()).isEqualTo(1);
        assertThat(said.err())
                .startsWith("ratchet: ")
                .contains("(" + code + ")")
                .contains(word);
    }

    private static long line(String text, String word) {
        return text.substring(0, text.indexOf(word)).lines().count();
    }

    private static void show(Said said) {
        System.out.print(said.out() + said.err());
    }
}
