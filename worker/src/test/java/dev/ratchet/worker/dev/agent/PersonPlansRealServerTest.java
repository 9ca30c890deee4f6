package dev.ratchet.worker.dev.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.activities.model.tier.ModelSettings;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.ScriptedModelServer;
import dev.ratchet.worker.dev.WholeRatchet;
import dev.ratchet.workflows.contract.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Texts that a person finishes, by the command line alone, on a real Temporal and a real PostgreSQL. The model knows one text, and
 * reads it wrongly each time; it hands over every other one.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PersonPlansRealServerTest {
    private static final String ANNA = "anna.behrens";
    private static final String JONAS = "jonas.petri";
    private static final String MIRIAM = "miriam.falk";

    private static final String WRONG = DemoInbox.scripts().stream()
            .filter(script -> script.phrase().contains("OC-2026-58"))
            .findFirst()
            .orElseThrow()
            .answers()
            .get(0)
            .replace("\"678.30\"", "\"687.30\"")
            .replace("OC-2026-58", "OC-2026-59");

    private Path folder;
    private ScriptedModelServer model;
    private WholeRatchet whole;
    private WholeRatchet withoutModel;

    @BeforeAll
    void start(@TempDir Path place) throws Exception {
        folder = place;
        model = ScriptedModelServer.start(List.of(new DemoInbox.Script("OC-2026-59", List.of(WRONG))));
        whole = started(
                "with",
                Map.of(
                        ModelSettings.URL,
                        model.url(),
                        ModelSettings.KEY,
                        "scripted",
                        ModelSettings.NAME,
                        ScriptedModelServer.MODEL));
        withoutModel = started("without", Map.of());
    }

    private WholeRatchet started(String name, Map<String, String> environment) throws Exception {
        WholeRatchet started =
                WholeRatchet.startOnRealServer(Files.createDirectories(folder.resolve(name)), environment);
        Path yaml = Files.writeString(folder.resolve(name + ".yaml"), DemoInbox.masterData());
        assertThat(started.ratchet("masterdata", "load", yaml).code()).isZero();
        System.out.println("on " + started.services().temporal());
        return started;
    }

    @AfterAll
    void stop() {
        Stream.of(whole, withoutModel).filter(each -> each != null).forEach(WholeRatchet::close);
        if (model != null) {
            model.close();
        }
    }

    private static Said show(Said said, Object... arguments) {
        System.out.println("$ ratchet "
                + String.join(" ", Stream.of(arguments).map(Object::toString).toList()) + "\n"
                + said.out().indent(2) + said.err().indent(2));
        return said;
    }

    /** By people who reach the gateway and no Temporal. */
    private static Said ratchet(WholeRatchet at, Object... arguments) {
        return show(at.ratchetByGateway(arguments), arguments);
    }

    private static String text(String number) {
        return new String(DemoInbox.document("08-osterfeld-plain.txt"), StandardCharsets.UTF_8)
                .replace("OC-2026-58", number);
    }

    private String submitted(WholeRatchet at, String name, String text, String outcome) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        JsonNode line =
                ratchet(at, "submit", "--json", "--as", ANNA, file).json().get(0);
        assertThat(line.path("outcome").asText() + " " + line.path("code").asText())
                .isEqualTo(outcome);
        return Digest.of(text).hex();
    }

    private static String set(String form, String field, String value) {
        String set =
                form.replaceFirst("(?m)^(" + field + ":.*\\n  value: ).*$", "$1" + Matcher.quoteReplacement(value));
        assertThat(set).as(field).isNotEqualTo(form);
        return set;
    }

    private Path file(String name, String form) {
        try {
            return Files.writeString(folder.resolve(name), form);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String typed(String form, String number) {
        String filled = set(form, "number", number);
        filled = set(filled, "issueDate", "2026-11-08");
        filled = set(filled, "supplierName", "Osterfeld Consulting");
        filled = set(filled, "supplierTaxId", "DE276093451");
        filled = set(filled, "currency", "EUR");
        filled = set(filled, "net", "570.00");
        filled = set(filled, "tax", "108.30");
        filled = set(filled, "gross", "678.30");
        return set(filled, "iban", "DE84210520900007714620");
    }

    @Test
    void aTextIsFinishedByAPersonWithoutAnyModelAndTypingErrorsAreMet() throws Exception {
        String id = submitted(withoutModel, "plain.txt", text("OC-2026-58"), "WAITING MODEL_NOT_CONFIGURED");
        assertThat(ratchet(withoutModel, "explain", id).out())
                .contains("A person may propose", "ratchet fields " + id.substring(0, 12));
        Said form = ratchet(withoutModel, "fields", id, "--as", ANNA);
        assertThat(form.code()).isZero();
        assertThat(form.out()).contains("number:", "# | Invoice number: OC-2026-58", "ratchet fill");
        assertThat(ratchet(withoutModel, "fields", id, "--as", "somebody.else").err())
                .contains("STATEMENT_ROLE");

        Path unfinished = file("unfinished.yaml", set(typed(form.out(), "OC-2026-58"), "gross", "678,30"));
        Said line = ratchet(withoutModel, "fill", id, unfinished, "--as", ANNA);
        assertThat(line.code()).isEqualTo(1);
        assertThat(line.err())
                .containsPattern("unfinished\\.yaml:\\d+: gross should be an amount such as 1234.50, not '678,30'");

        Path off = file("off.yaml", set(typed(form.out(), "OC-2026-58"), "gross", "687.30"));
        Said sums = ratchet(withoutModel, "fill", id, off, "--as", ANNA);
        assertThat(sums.code()).isEqualTo(1);
        assertThat(sums.out())
                .contains("WAITING  NOT_TAKEN", "TOTAL_GROSS", "Net 570.00 and VAT 108.30 are not 687.30.");
        assertThat(ratchet(withoutModel, "fields", id, "--as", ANNA).out())
                .contains(
                        "# NOT TAKEN, TOTAL_GROSS: Net 570.00 and VAT 108.30 are not 687.30.",
                        "# | Net total: 570.00 EUR");

        Path right = file("right.yaml", typed(form.out(), "OC-2026-58"));
        assertThat(ratchet(withoutModel, "fill", id, right, "--as", ANNA).out()).contains("POSTED  BOOKED");
        Said explained = ratchet(withoutModel, "explain", id);
        assertThat(explained.out()).contains("person " + ANNA, "record_fields");
        assertThat(ratchet(withoutModel, "rebuild", id).out()).contains("equal, byte for byte");
        assertThat(ratchet(withoutModel, "fields", id, "--as", ANNA).err()).contains("NOTHING_TO_FILL");
        assertThat(ratchet(withoutModel, "ledger", "show").out()).contains("OSTERFELD");
    }

    @Test
    void aTextIsFinishedByAPersonAfterTheModelFailed() throws Exception {
        String id = submitted(whole, "misread.txt", text("OC-2026-59"), "WAITING AMOUNT_DIFFERS");
        Said form = ratchet(whole, "fields", id, "--as", ANNA);
        assertThat(form.out())
                .contains(
                        "proposed last, by: model",
                        "# NOT TAKEN, AMOUNT_DIFFERS: The evidence shows 678.30, not 687.30.",
                        "value: \"687.30\"",
                        "evidence: \"Total due: 678.30 EUR\"");
        Path mended = file("mended.yaml", set(form.out(), "gross", "\"678.30\""));
        Said taken = ratchet(whole, "fill", id, mended, "--as", ANNA);
        assertThat(taken.code()).isZero();
        assertThat(taken.out()).contains("POSTED  BOOKED");
        assertThat(ratchet(whole, "explain", id).out()).contains("person " + ANNA, "model");
        assertThat(ratchet(whole, "rebuild", id).out()).contains("equal, byte for byte");
    }

    @Test
    void aValueThatTheTextDoesNotShowWaitsForASecondPerson() throws Exception {
        String text = text("OC-2026-61")
                .replaceAll("(?m)^(Workshop|Net total|VAT 19%|Total due).*$", "")
                .replace("2026-11-08", "2026-11-12");
        String id = submitted(whole, "handwritten.txt", text, "WAITING HANDED_OVER");
        String form = ratchet(whole, "fields", id, "--as", JONAS).out();
        String typed = set(typed(form, "OC-2026-61"), "issueDate", "2026-11-12");
        Path filled = file("handwritten.yaml", typed);
        Said said = ratchet(whole, "fill", id, filled, "--as", JONAS);
        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains("WAITING  SAID_BY_PERSON", "jonas.petri says this; the document does not show it")
                .contains("net", "tax", "gross");
        assertThat(ratchet(whole, "approve", id, "--as", JONAS).err()).contains("APPROVER_SAID_IT");
        assertThat(ratchet(whole, "approve", id, "--as", ANNA).err()).contains("APPROVER_IS_SUBMITTER");
        assertThat(ratchet(whole, "approve", id, "--as", MIRIAM).out())
                .containsPattern("rests on the word of +jonas.petri")
                .contains("Approved by miriam.falk as clerk. POSTED BOOKED");
        assertThat(ratchet(whole, "rebuild", id).out()).contains("equal, byte for byte");
        assertThat(ratchet(whole, "ledger", "verify").code()).isZero();
    }

    @Test
    void whatIsNotOpenToAPersonIsRefusedWithTheReason() throws Exception {
        String id = submitted(whole, "open.txt", text("OC-2026-62"), "WAITING HANDED_OVER");
        Said choice = ratchet(whole, "choose", id, "replaces", "--as", JONAS);
        assertThat(choice.code()).isEqualTo(1);
        assertThat(choice.out()).contains("WAITING  NOT_TAKEN", "NOT_LEGAL_NOW", "choose_relation is not possible now");
        assertThat(ratchet(whole, "choose", id, "replaces", "--as", "somebody.else")
                        .err())
                .contains("STATEMENT_ROLE");
        Said json = ratchet(whole, "fields", id, "--json", "--as", JONAS);
        assertThat(json.out()).startsWith("{").contains("\"kind\":\"INVOICE\"");
        assertThat(ratchet(whole, "deny", id, "--why", "a test", "--as", JONAS).code())
                .isZero();
    }
}
