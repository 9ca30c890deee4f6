package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what at a gateway: where each token is one person's, and with the operator's token of a laptop. */
class AuthorityTest {
    private static final String OPERATOR = "a-token-of-this-test-and-no-other-one";
    private static final String ANN = Tokens.random();
    private static final String BEN = Tokens.random();
    private static final Digest DOCUMENT = Digest.of("a document");

    @TempDir
    Path folder;

    private final InMemoryPorts ports = new InMemoryPorts();
    private final HttpClient http = HttpClient.newHttpClient();
    private Gateway people;
    private Gateway laptop;

    @BeforeEach
    void start() throws IOException {
        Path tokens = Files.writeString(
                folder.resolve("tokens"), Tokens.line(ANN, "ann") + "\n" + Tokens.line(BEN, "ben") + "\n");
        GatewayConfig config = new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, 1000);
        people = Gateway.start(config, Tokens.ofPeople(tokens), ports.ports());
        laptop = Gateway.start(config, Tokens.operator(OPERATOR, "olga"), ports.ports());
    }

    @AfterEach
    void stop() {
        people.close();
        laptop.close();
    }

    @Test
    void an_upload_is_on_record_under_everybody_who_made_it() throws Exception {
        assertThat(send(people, ANN, "PUT", Paths.DOCUMENTS, "a document").statusCode())
                .isEqualTo(201);
        assertThat(ports.consents.uploaded.get(DOCUMENT)).containsExactly("ann");
        send(people, BEN, "POST", Paths.DOCUMENTS + "?as=ben", "a document");
        assertThat(ports.consents.uploaded.get(DOCUMENT)).containsExactly("ann", "ben");
    }

    @Test
    void who_uploads_a_container_has_uploaded_every_document_in_it() throws Exception {
        String mail = """
                From: a@b
                Subject: Invoice
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=x

                --x

                Pay to DE02
                --x
                Content-Type: application/xml

                <Invoice/>
                --x--
                """;
        HttpResponse<String> answer = send(people, ANN, "PUT", Paths.DOCUMENTS, mail);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(ports.consents.uploaded.keySet())
                .containsExactlyInAnyOrder(Digest.of(mail), Digest.of("<Invoice/>"));
        assertThat(ports.consents.uploaded.values()).allMatch(who -> who.equals(Set.of("ann")));
        assertThat(answer.body()).contains("\"subject\":\"Invoice\"", "MAIL_TEXT", "SKIPPED");
    }

    @Test
    void a_container_that_cannot_be_opened_leaves_nothing() throws Exception {
        HttpResponse<String> answer = send(people, ANN, "PUT", Paths.DOCUMENTS, "PK\u0003\u0004 and no more of it");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("CONTAINER_BROKEN");
        assertThat(ports.documents.kept).isEmpty();
        assertThat(ports.consents.uploaded).isEmpty();
    }

    @Test
    void nobody_uploads_in_the_name_of_another() throws Exception {
        HttpResponse<String> answer = send(people, ANN, "PUT", Paths.DOCUMENTS + "?as=ben", "a document");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("NOT_YOURSELF");
        HttpResponse<String> blank = send(people, ANN, "PUT", Paths.DOCUMENTS + "?as=", "a document");
        assertThat(blank.statusCode()).isEqualTo(400);
        assertThat(ports.documents.kept).isEmpty();
        assertThat(ports.consents.uploaded).isEmpty();
    }

    @Test
    void the_operator_uploads_as_whom_it_says() throws Exception {
        send(laptop, OPERATOR, "PUT", Paths.DOCUMENTS + "?as=ann%2Bx%40example.org", "a document");
        assertThat(ports.consents.uploaded.get(DOCUMENT)).containsExactly("ann+x@example.org");
        send(laptop, OPERATOR, "PUT", Paths.DOCUMENTS, "a document");
        assertThat(ports.consents.uploaded.get(DOCUMENT)).contains("olga");
    }

    @Test
    void what_is_too_large_was_brought_in_by_nobody() throws Exception {
        assertThat(send(people, ANN, "PUT", Paths.DOCUMENTS, "x".repeat(1001)).statusCode())
                .isEqualTo(413);
        assertThat(ports.consents.uploaded).isEmpty();
    }

    @Test
    void the_first_master_data_may_be_anybodys_and_later_only_of_those_with_the_role() throws Exception {
        assertThat(load(people, ANN).statusCode()).isEqualTo(200);
        ports.suppliers.add("ann", "clerk", "controller");
        ports.suppliers.add("cleo", "masterdata");
        ports.suppliers.loaded = "";
        for (String token : List.of(ANN, BEN)) {
            HttpResponse<String> refused = load(people, token);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(code(refused)).isEqualTo("MASTERDATA_ROLE");
            assertThat(json(refused).get("why").asText()).contains("'masterdata'", "let somebody who has it");
        }
        assertThat(ports.suppliers.loaded).isEmpty();
        ports.suppliers.add("ben", "masterdata");
        assertThat(load(people, BEN).statusCode()).isEqualTo(200);
        assertThat(load(people, ANN).statusCode()).isEqualTo(403);
    }

    @Test
    void nobody_loads_or_confirms_master_data_in_the_name_of_another() throws Exception {
        assertThat(send(people, ANN, "POST", Paths.MASTERDATA + "?as=ben", "suppliers: [] # held")
                        .statusCode())
                .isEqualTo(403);
        String hash = json(send(people, ANN, "POST", Paths.MASTERDATA, "suppliers: [] # held"))
                .get("change")
                .get("hash")
                .asText();
        String wish = "{\"number\":1,\"hash\":\"" + hash + "\"";
        HttpResponse<String> refused = send(people, ANN, "POST", Paths.MASTERDATA_CONFIRM, wish + ",\"as\":\"ben\"}");
        assertThat(code(refused)).isEqualTo("NOT_YOURSELF");
        assertThat(json(send(people, BEN, "POST", Paths.MASTERDATA_CONFIRM, wish + "}"))
                        .get("person")
                        .asText())
                .isEqualTo("ben");
    }

    @Test
    void the_operator_of_a_laptop_may_always_load_master_data() throws Exception {
        ports.suppliers.add("ann", "clerk");
        assertThat(load(laptop, OPERATOR).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> load(Gateway gateway, String token) throws Exception {
        return send(gateway, token, "POST", Paths.MASTERDATA, "suppliers: []");
    }

    private HttpResponse<String> send(Gateway gateway, String token, String method, String path, String body)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + path))
                        .method(method, BodyPublishers.ofString(body))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Json.mapper().readTree(answer.body());
    }

    private static String code(HttpResponse<String> answer) throws IOException {
        return json(answer).get("code").asText();
    }
}
