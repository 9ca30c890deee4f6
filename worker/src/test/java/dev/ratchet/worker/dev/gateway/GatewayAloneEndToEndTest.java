package dev.ratchet.worker.dev.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.WholeRatchet;
import dev.ratchet.workflows.contract.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The usual story of people who have the gateway's address and a token, and nothing of Temporal. */
@Tag("slow")
class GatewayAloneEndToEndTest {
    @TempDir
    static Path folder;

    private static WholeRatchet whole;
    private static final Map<String, Path> INBOX = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        whole = WholeRatchet.start(folder, Map.of());
        for (Path file : DemoInbox.writeTo(folder.resolve("inbox"))) {
            INBOX.put(file.getFileName().toString().substring(0, 2), file);
        }
        assertThat(ratchet(
                                "masterdata",
                                "load",
                                Files.writeString(folder.resolve("masterdata.yaml"), DemoInbox.masterData()))
                        .code())
                .isZero();
    }

    @AfterAll
    static void stop() {
        if (whole != null) {
            whole.close();
        }
    }

    private static Said ratchet(Object... arguments) {
        return whole.ratchetByGateway(arguments);
    }

    private static Said fine(Object... arguments) {
        Said said = ratchet(arguments);
        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.err()).isEmpty();
        return said;
    }

    private static void refused(String code, Object... arguments) {
        Said said = ratchet(arguments);
        assertThat(said.code()).as(said.toString()).isEqualTo(1);
        assertThat(said.err()).startsWith("ratchet: ").contains("(" + code + ")");
    }

    private static String submit(String number) {
        JsonNode line = fine("submit", "--json", "--as", "anna.behrens", INBOX.get(number))
                .json()
                .get(0);
        return line.path("outcome").asText() + " " + line.path("code").asText();
    }

    private static String id(String number) {
        try {
            return Digest.of(Files.readAllBytes(INBOX.get(number))).hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsSimpleIsBookedAndToldAgain() {
        assertThat(submit("01")).isEqualTo("POSTED BOOKED");
        assertThat(submit("01")).isEqualTo("DUPLICATE SAME_DOCUMENT");
        assertThat(submit("10")).startsWith("REFUSED ");
        assertThat(fine("status", id("01")).out()).contains("POSTED  BOOKED");
        assertThat(fine("explain", id("01")).out()).contains("read_document", "steps");
        assertThat(fine("watch", id("01")).out()).contains("POSTED  BOOKED");
        assertThat(fine("rebuild", id("01")).out()).contains("equal, byte for byte");
        assertThat(fine("list").out()).contains(id("01").substring(0, 12));
        assertThat(fine("ledger", "show").out()).contains("KERZENDORF");
        assertThat(fine("submit", "--again", "--json", "--as", "anna.behrens", INBOX.get("01"))
                        .json()
                        .get(0)
                        .path("outcome")
                        .asText())
                .isEqualTo("DUPLICATE");
    }

    @Test
    void whoMayConsentsThroughTheGateway() {
        assertThat(submit("13")).isEqualTo("WAITING OVER_LIMIT");
        assertThat(submit("13")).as("the run that waits answers for itself").isEqualTo("WAITING OVER_LIMIT");
        assertThat(fine("approvals").out()).contains("VALDRIFT", "approve, deny");
        assertThat(fine("explain", id("13")).out()).contains("waits for  somebody with role controller");
        refused("APPROVER_ROLE", "approve", id("13"), "--as", "jonas.petri");
        refused("APPROVER_IS_SUBMITTER", "approve", id("13"), "--as", "anna.behrens");
        assertThat(fine("approve", id("13"), "--as", "miriam.falk").out())
                .contains("21896.00 EUR", "Approved by miriam.falk as controller. POSTED BOOKED");
        refused("NOT_WAITING", "approve", id("13"), "--as", "miriam.falk");
    }

    @Test
    void whoMayDeniesThroughTheGateway() {
        assertThat(fine("start", "invoice", INBOX.get("12"), "--as", "anna.behrens")
                        .out())
                .contains("WAITING  ACCOUNT_CHANGED");
        refused("STATEMENT_ROLE", "deny", id("12"), "--why", "no", "--as", "jonas.petri");
        assertThat(fine("deny", id("12"), "--why", "they did not move", "--as", "miriam.falk")
                        .out())
                .contains("Denied by miriam.falk. REFUSED DENIED: denied by miriam.falk: they did not move");
        refused("NOT_WAITING", "deny", id("12"), "--why", "again", "--as", "miriam.falk");
    }

    @Test
    void whatWasMendedIsLookedAtAgainThroughTheGateway() {
        assertThat(submit("11")).isEqualTo("WAITING SUPPLIER_UNKNOWN");
        refused("STATEMENT_ROLE", "recheck", id("11"), "--as", "somebody.else");
        assertThat(fine("recheck", id("11"), "--as", "anna.behrens").out()).contains("WAITING  SUPPLIER_UNKNOWN");
        assertThat(fine("submit", "--no-wait", "--as", "anna.behrens", INBOX.get("04"))
                        .out())
                .contains("1 document");
        assertThat(fine("watch", id("04")).out()).contains("POSTED");
        assertThat(submit("04")).isEqualTo("DUPLICATE SAME_DOCUMENT");
    }

    @Test
    void whatIsNotThereIsToldPlainly() {
        refused("NOT_FOUND", "status", "0".repeat(64));
        refused("NOT_FOUND", "explain", "invoice/default/" + "0".repeat(64));
        refused("NOT_FOUND", "status", "invoice/another-tenant/" + "0".repeat(64));
        refused("NOT_FOUND", "recheck", "0".repeat(64));
        refused("NOT_WAITING", "recheck", "invoice/default/" + "0".repeat(64));
    }
}
