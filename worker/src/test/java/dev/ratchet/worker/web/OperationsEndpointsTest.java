package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.worker.web.authentication.Tokens;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsEndpointsTest {
    private static final String ANN = Tokens.random();
    private static final String OLGA = Tokens.random();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final InMemoryPorts ports = new InMemoryPorts();
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        Path tokens = Files.writeString(
                folder.resolve("tokens"), Tokens.line(ANN, "ann") + "\n" + Tokens.line(OLGA, "olga") + "\n");
        gateway = Gateway.start(
                new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, 1000),
                Tokens.ofPeople(tokens),
                ports.ports());
        ports.suppliers.add("ann", "clerk", "masterdata");
        ports.suppliers.add("olga", "operator");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private HttpResponse<String> send(String token, String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void only_an_operator_reconciles() throws Exception {
        HttpResponse<String> refused = send(ANN, "POST", Paths.RECONCILE, "{\"repair\":true}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("OPERATOR_ROLE", "let somebody who has it reconcile");
        assertThat(send(OLGA, "POST", Paths.RECONCILE, "{\"repair\":false}").body())
                .contains("WAITS_NOWHERE", "REPAIRABLE");
        assertThat(Json.mapper()
                        .readTree(send(OLGA, "POST", Paths.RECONCILE, "{\"repair\":true}")
                                .body())
                        .at("/differences/0/standing")
                        .asText())
                .isEqualTo("REPAIRED");
    }

    @Test
    void a_head_that_is_none_is_told() throws Exception {
        HttpResponse<String> answer = send(OLGA, "POST", Paths.RECONCILE, "{\"repair\":false,\"head\":\"12\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("NUMBER:HASH");
    }

    @Test
    void only_an_operator_sees_and_changes_schedules() throws Exception {
        String pause = "{\"name\":\"expiry\",\"change\":\"PAUSE\",\"why\":\" a look \"}";
        assertThat(send(ANN, "GET", Paths.SCHEDULES, "").statusCode()).isEqualTo(403);
        assertThat(send(ANN, "POST", Paths.SCHEDULES, pause).statusCode()).isEqualTo(403);
        assertThat(send(OLGA, "POST", Paths.SCHEDULES, pause).statusCode()).isEqualTo(204);
        assertThat(send(OLGA, "GET", Paths.SCHEDULES, "").body()).contains("\"paused\":true", "a look olga");
        assertThat(send(OLGA, "POST", Paths.SCHEDULES, "{\"name\":\"expiry\",\"change\":\"RESUME\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(send(OLGA, "GET", Paths.SCHEDULES, "").body()).contains("\"paused\":false");
    }

    @Test
    void only_an_operator_sees_and_moves_poison_pills() throws Exception {
        String move = poison("MOVE", " it looks odd ");
        String release = poison("RELEASE", "mended");
        assertThat(send(ANN, "GET", Paths.POISON, "").statusCode()).isEqualTo(403);
        HttpResponse<String> refused = send(ANN, "POST", Paths.POISON, release);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("OPERATOR_ROLE", "let somebody who has it move poison pills");
        assertThat(send(OLGA, "POST", Paths.POISON, move).statusCode()).isEqualTo(204);
        assertThat(send(OLGA, "GET", Paths.POISON, "").body())
                .contains(GatewayTest.RUN, "MOVED", "\"why\":\"it looks odd\"", "\"by\":\"olga\"");
        assertThat(send(OLGA, "POST", Paths.POISON, release).statusCode()).isEqualTo(204);
        assertThat(send(OLGA, "GET", Paths.POISON, "").body()).isEqualTo("[]");
        HttpResponse<String> gone = send(OLGA, "POST", Paths.POISON, poison("END", "it is over"));
        assertThat(gone.statusCode()).isEqualTo(409);
        assertThat(gone.body()).contains("NO_SUCH_RUN");
    }

    @Test
    void whoever_moves_a_poison_pill_says_which_whereto_and_why() throws Exception {
        for (String body : new String[] {
            "{}",
            "{\"workflowId\":\"" + GatewayTest.RUN + "\",\"why\":\"a reason\"}",
            "{\"change\":\"END\",\"why\":\"a reason\"}",
            poison("END", "  "),
            poison("END", "a".repeat(401)),
            poison("KEEP", "a reason"),
        }) {
            assertThat(send(OLGA, "POST", Paths.POISON, body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    private static String poison(String change, String why) {
        return "{\"workflowId\":\"" + GatewayTest.RUN + "\",\"change\":\"" + change + "\",\"why\":\"" + why + "\"}";
    }

    @Test
    void a_change_that_is_not_whole_is_told_what_would_be_right() throws Exception {
        for (String body : new String[] {
            "{}", "{\"name\":\"expiry\"}", "{\"name\":\"expiry\",\"change\":\"PAUSE\"}",
        }) {
            assertThat(send(OLGA, "POST", Paths.SCHEDULES, body).statusCode()).isEqualTo(400);
        }
        HttpResponse<String> unknown = send(OLGA, "POST", Paths.SCHEDULES, "{\"name\":\"daily\",\"change\":\"RUN\"}");
        assertThat(unknown.statusCode()).isEqualTo(409);
        assertThat(unknown.body()).contains("NO_SCHEDULE");
    }
}
