package dev.ratchet.worker.dev.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.activities.model.tier.ModelSettings;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.ScriptedModelServer;
import dev.ratchet.worker.dev.WorkerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The access agent by the command line alone, in a product that has the invoice agent, too. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AccessRealServerTest {
    private ScriptedModelServer model;
    private AccessProduct product;
    private WorkerProcess worker;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        model = ScriptedModelServer.start(List.of(new DemoInbox.Script(
                "answer what customers ask",
                List.of("{\"action\":\"classify\",\"arguments\":{\"purpose\":\"SUPPORT\"}}"))));
        product = AccessProduct.start(
                folder,
                Map.of(
                        ModelSettings.URL,
                        model.url(),
                        ModelSettings.KEY,
                        "scripted",
                        ModelSettings.NAME,
                        ScriptedModelServer.MODEL));
        worker = product.worker();
    }

    @AfterAll
    void stop() {
        if (worker != null) {
            worker.close();
        }
        if (product != null) {
            product.close();
        }
        if (model != null) {
            model.close();
        }
    }

    @Test
    void bothAgentsAreToldOf() {
        Said said = show(product.ratchet("agents"));
        assertThat(said.out().lines().map(line -> line.split(" ", 2)[0])).contains("access", "invoice");
        assertThat(said.out()).contains("person (string)", "until (string, optional)");
    }

    @Test
    void aSensitiveSystemIsGrantedOnceAPersonOfSecurityConsents() throws Exception {
        String input = request("p-1042", "payroll", "I answer what customers ask", "2027-03-31");
        JsonNode waits = started(input);
        assertThat(waits.path("outcome").asText()).isEqualTo("WAITING");
        assertThat(waits.path("code").asText()).isEqualTo("SENSITIVE");
        String id = waits.path("id").asText();

        refused(product.ratchet("approve", id, "--as", "carl"), "APPROVER_ROLE", "security");
        refused(product.ratchet("approve", id, "--as", "anna"), "APPROVER_IS_SUBMITTER", "anna");
        assertThat(product.grants()).noneMatch(grant -> grant.startsWith("payroll/p-1042"));
        assertThat(show(product.ratchet("explain", id)).out())
                .contains("waits for  somebody with role security", "not allowed: nothing has authorized the grant");

        Said approved = show(product.ratchet("approve", id, "--as", "sara"));
        assertThat(approved.code()).isZero();
        assertThat(approved.out()).contains("Approved by sara as security. GRANTED GRANTED");
        assertThat(product.grants())
                .filteredOn(grant -> grant.startsWith("payroll/p-1042"))
                .containsExactly("payroll/p-1042/2027-03-31 SUPPORT approved by sara");
        refused(product.ratchet("approve", id, "--as", "sara"), "NOT_WAITING", "GRANTED");
        assertThat(show(product.ratchet("explain", id)).out()).contains("GRANTED", "grant payroll/p-1042/2027-03-31");
        assertThat(show(product.ratchet("rebuild", id)).out()).contains("equal, byte for byte");

        JsonNode again = started(request("p-1042", "payroll", "I answer what customers ask, again", "2027-03-31"));
        assertThat(again.path("code").asText()).isEqualTo("ALREADY_GRANTED");
        assertThat(again.path("receipt").asText()).isEqualTo("grant payroll/p-1042/2027-03-31");
    }

    @Test
    void aPlainSystemWithAKnownPurposeNeedsNobody() throws Exception {
        JsonNode granted = started(request("p-7", "wiki", "I answer what customers ask", null));
        assertThat(granted.path("outcome").asText()).isEqualTo("GRANTED");
        assertThat(product.grants())
                .filteredOn(grant -> grant.startsWith("wiki/p-7/"))
                .containsExactly("wiki/p-7/no-end SUPPORT policy plain@2026-11-21");
    }

    @Test
    void whatIsWrongWithAnInputIsToldByItsField() {
        wrong("{\"person\":\"p-1\",\"reason\":\"r\"}", "'system'");
        wrong("{\"person\":7,\"system\":\"wiki\",\"reason\":\"r\"}", "/person");
        wrong("{\"person\":\"p-1\",\"system\":\"wiki\",\"reason\":\"r\",\"role\":\"root\"}", "'role'");
        wrong("{\"person\":\"P 1\",\"system\":\"wiki\",\"reason\":\"r\"}", "/person");
        wrong(request("p-1", "wiki", "r", "2027-02-31"), "/until");
        wrong("{\"person\":", "the input should be one JSON value");
    }

    /** Here the agent's own record is stricter than its schema: a run is started, and fails at once. */
    @Test
    void whatOnlyTheAgentCanTellIsToldInItsWords() {
        Said said = show(product.ratchet("start", "access", request("p-1", "wiki", " ", null), "--as", "anna"));
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).contains("FAILED  BAD_INPUT", "a reason has 1 to 2000 characters");
    }

    private void wrong(String input, String field) {
        Said said = show(product.ratchet("start", "access", input, "--as", "anna"));
        assertThat(said.code()).as(input).isEqualTo(1);
        assertThat(said.err()).contains("the JSON").contains(field).contains("(INVALID_INPUT)");
    }

    private static String request(String person, String system, String reason, String until) {
        return "{\"person\":\"" + person + "\",\"system\":\"" + system + "\",\"reason\":\"" + reason + "\""
                + (until == null ? "}" : ",\"until\":\"" + until + "\"}");
    }

    private JsonNode started(String input) {
        Said said = show(product.ratchet("start", "access", input, "--json", "--as", "anna"));
        assertThat(said.code()).as(said.err()).isZero();
        return said.json().get(0);
    }

    private static void refused(Said said, String code, String word) {
        show(said);
        assertThat(said.code()).as(said.toString()).isEqualTo(1);
        assertThat(said.err()).contains("(" + code + ")").contains(word);
    }

    private static Said show(Said said) {
        System.out.print(said.out() + said.err());
        return said;
    }
}
