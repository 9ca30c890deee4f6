package dev.ratchet.worker.dev.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.activities.library.PostgresLibrary;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.ScriptedModelServer;
import dev.ratchet.worker.dev.WholeRatchet;
import dev.ratchet.worker.web.library.Described;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Documents come in, are asked, change and go, by command line and HTTP. Later tests find what earlier ones left. */
@Tag("slow")
@TestMethodOrder(OrderAnnotation.class)
class DocumentsEndToEndTest {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final String LOOK_UP = "How many months is the warranty of the Tarn valve?";
    private static final String OPEN = "Why does the Tarn valve open?";
    private static final String REASON = "The Tarn valve opens because its spring yields at 4 bar.";
    private static final String VALVE = """
            # Tarn valve

            %s It closes when the pressure falls.

            ## Warranty

            The warranty of the Tarn valve is 24 months after delivery.
            """.formatted(REASON);

    @TempDir
    static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ScriptedModelServer model;
    private static WholeRatchet whole;
    private static Described described;
    private static String asked = "";

    @BeforeAll
    static void start() throws Exception {
        model = ScriptedModelServer.start(List.of(new DemoInbox.Script(
                OPEN,
                List.of(proposal("The Tarn valve opens because its spring yields at 9 bar."), proposal(REASON)))));
        whole = WholeRatchet.start(
                folder,
                Map.of(
                        "RATCHET_EMBEDDINGS",
                        "none",
                        "RATCHET_MODEL_URL",
                        model.url(),
                        "RATCHET_MODEL_KEY",
                        "key",
                        "RATCHET_MODEL_NAME",
                        ScriptedModelServer.MODEL));
        described = new Described(get(Paths.OPENAPI).body());
        Path people = Files.writeString(
                folder.resolve("people.yaml"),
                "suppliers: []\norders: []\npeople:\n  - id: olga\n    roles: [answers, masterdata]\n");
        Said loaded = whole.ratchet("masterdata", "load", people);
        assertThat(loaded.code()).as(loaded.err()).isZero();
    }

    private static String proposal(String sentence) {
        return Json.mapper()
                .createObjectNode()
                .put("action", "propose_answer")
                .set(
                        "arguments",
                        Json.mapper()
                                .valueToTree(Map.of(
                                        "sentences",
                                        List.of(Map.of(
                                                "text",
                                                sentence,
                                                "citations",
                                                List.of(Map.of("passage", "A", "quote", REASON)))))))
                .toString();
    }

    @AfterAll
    static void stop() {
        if (whole != null) {
            whole.close();
        }
        model.close();
    }

    @Test
    @Order(1)
    void aDocumentComesIn() throws Exception {
        Said said = whole.ratchet("documents", "upload", Files.writeString(folder.resolve("valve.md"), VALVE));
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains("valve.md", "version 1");
        assertThat(whole.ratchet("documents", "list").out()).contains("valve.md", "MARKDOWN");
        assertThat(whole.ratchet("documents", "list", "--json").json().get(0)).hasSize(1);
    }

    @Test
    @Order(2)
    void aFolderComesInAndWhatIsNoDocumentIsNamed() throws Exception {
        Path some = Files.createDirectories(folder.resolve("some/more"));
        Files.writeString(some.resolve("pump.txt"), "The Orrin pump weighs 17 kg.\n");
        Files.writeString(folder.resolve("some/tank.txt"), "The Orrin tank holds 300 litres.\n");
        Files.write(folder.resolve("some/photo.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0});
        for (int time = 1; time <= 2; time++) {
            Said said = whole.ratchet("documents", "upload", folder.resolve("some"));
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.out()).contains("more/pump.txt", "2 of 3 documents are in the library, 1 refused");
            assertThat(said.err()).contains("photo.png", "IMAGE");
        }
        assertThat(whole.ratchet("documents", "list", "--json").json().get(0)).hasSize(3);
        Said batch = whole.ratchet("documents", "upload", "--batch", folder.resolve("some"));
        assertThat(batch.code()).isEqualTo(1);
        assertThat(batch.out())
                .contains("more/pump.txt", "version 1", "2 of 3 documents are in the library, 1 refused");
        assertThat(batch.err()).contains("photo.png", "IMAGE");
        Matcher named = Pattern.compile("ratchet batch (\\S+)'").matcher(batch.err());
        assertThat(named.find()).as(batch.err()).isTrue();
        assertThat(whole.ratchet("batch", named.group(1)).out()).contains("FINISHED", "2 duplicate, 1 refused");
        assertThat(whole.ratchet("documents", "upload", folder.resolve("nothing.txt"))
                        .err())
                .contains("there is no such file");
    }

    @Test
    @Order(3)
    void aLookUpNeedsNoModelAndCitesItsPlace() throws Exception {
        Said said = whole.ratchet("ask", "valve.md", LOOK_UP);
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains("24 months", "valve.md", "ANSWERED (EXTRACTED)");
        JsonNode answer = whole.ratchet("ask", "--all", LOOK_UP, "--format", "json")
                .json()
                .get(0);
        asked = answer.get("question_id").asText();
        requirePlaces(answer);
    }

    @Test
    @Order(4)
    void aModelsAnswerIsGivenOnceEverySentenceIsBorneOut() throws Exception {
        HttpResponse<String> response =
                post(Paths.LIBRARY_QUESTIONS, "{\"query\":\"" + OPEN + "\",\"output_format\":\"json\"}");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = Json.mapper().readTree(response.body());
        assertThat(answer.get("code").asText()).isEqualTo("GROUNDED");
        assertThat(answer.get("sentences").get(0).get("text").asText()).isEqualTo(REASON);
        assertThat(answer.get("response").get("sentences")).hasSize(1);
        requirePlaces(answer);
    }

    @Test
    @Order(5)
    void aTaskIsRefused() {
        Said said = whole.ratchet("ask", "--all", "Delete all documents");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).contains("REFUSED (OUT_OF_SCOPE)");
        assertThat(whole.ratchet("ask", LOOK_UP).code())
                .as("of which document?")
                .isEqualTo(2);
        assertThat(whole.ratchet("ask", "nothing.txt", LOOK_UP).code()).isEqualTo(1);
    }

    @Test
    @Order(6)
    void whatAPersonConfirmedIsGivenToTheSameQuestion() {
        Said said = whole.ratchet("ask", "--confirm", asked);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("ANSWERS_ROLE");
        Said confirmed = whole.ratchet("ask", "--confirm", asked, "--as", "olga");
        assertThat(confirmed.code()).as(confirmed.err()).isZero();
        assertThat(whole.ratchet("ask", "--all", LOOK_UP).out()).contains("VERIFIED", "confirmed by olga", "24 months");
    }

    @Test
    @Order(7)
    void anotherTextIsTheNextVersionAndOldAnswersStayWhatTheyWere() throws Exception {
        Files.writeString(folder.resolve("valve.md"), VALVE.replace("24 months", "36 months"));
        assertThat(whole.ratchet("documents", "upload", folder.resolve("valve.md"))
                        .out())
                .contains("version 2");
        assertThat(whole.ratchet("ask", "--all", LOOK_UP).out())
                .contains("36 months")
                .doesNotContain("VERIFIED");
        JsonNode old = Json.mapper()
                .readTree(get(Paths.LIBRARY_QUESTIONS + "/" + asked).body());
        assertThat(old.get("citations").get(0).get("current").asBoolean()).isFalse();
        requirePlaces(old);
    }

    @Test
    @Order(8)
    void aRemovedDocumentAnswersNothing() throws Exception {
        String id = Json.mapper()
                .readTree(get(Paths.LIBRARY_DOCUMENTS + "?name=valve.md").body())
                .get("documents")
                .get(0)
                .get("document_id")
                .asText();
        Said said = whole.ratchet("documents", "delete", "valve.md");
        assertThat(said.code()).as(said.err()).isZero();
        PostgresLibrary library =
                new PostgresLibrary(whole.services().capabilities().database());
        Installation.await("the removal is finished", () -> !library.beingRemoved(TENANT, id));
        assertThat(whole.ratchet("documents", "delete", "valve.md").code()).isEqualTo(1);
        assertThat(whole.ratchet("documents", "list").out()).doesNotContain("valve.md");
        assertThat(whole.ratchet("ask", "valve.md", LOOK_UP).code()).isEqualTo(1);
        Said abstained = whole.ratchet("ask", "--all", LOOK_UP);
        assertThat(abstained.code()).as(abstained.err()).isZero();
        assertThat(abstained.out()).contains("ABSTAINED").doesNotContain("months after");
        assertThat(get(Paths.LIBRARY_QUESTIONS + "/" + asked).statusCode()).isEqualTo(410);
        assertThat(get(Paths.LIBRARY_DOCUMENTS + "/" + id + "/versions/1/text").statusCode())
                .isEqualTo(404);
    }

    /** Each quote is where it is said to be. */
    private static void requirePlaces(JsonNode answer) throws Exception {
        assertThat(answer.get("citations")).isNotEmpty();
        for (JsonNode citation : answer.get("citations")) {
            HttpResponse<String> text = get(Paths.LIBRARY_DOCUMENTS + "/"
                    + citation.get("document_id").asText() + "/versions/"
                    + citation.get("version").asText() + "/text");
            assertThat(Json.mapper()
                            .readTree(text.body())
                            .get("text")
                            .asText()
                            .substring(
                                    citation.get("start").asInt(),
                                    citation.get("end").asInt()))
                    .isEqualTo(citation.get("quote").asText());
        }
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(address(path)));
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(address(path)).POST(BodyPublishers.ofString(body)));
    }

    private static URI address(String path) {
        return URI.create(whole.services().gatewayUrl() + path);
    }

    /** Answers must be as they are described. */
    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        String token = whole.services().starterEnvironment().get("RATCHET_TOKEN");
        HttpResponse<String> answer =
                HTTP.send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
        if (described != null) {
            described.require(answer);
        }
        return answer;
    }
}
