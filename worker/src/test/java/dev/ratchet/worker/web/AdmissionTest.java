package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.worker.web.admission.AdmissionLimits;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One person's flood: what that person is told, and that everybody else is served. Nothing here waits for a clock of its own. */
class AdmissionTest {
    private static final String ANN = Tokens.random();
    private static final String BEN = Tokens.random();
    private static final String CRLF = "\r\n";
    private static final int MEGABYTE = 1_000_000;

    @TempDir
    Path folder;

    private final InMemoryPorts ports = new InMemoryPorts();
    private final List<RawConnection> connections = new ArrayList<>();
    private Path people;
    private Gateway gateway;

    @BeforeEach
    void people() throws IOException {
        people = Files.writeString(
                folder.resolve("tokens"), Tokens.line(ANN, "ann") + "\n" + Tokens.line(BEN, "ben") + "\n");
    }

    @AfterEach
    void stop() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
        gateway.close();
    }

    @Test
    void three_hundred_slow_bodies_of_one_person_hold_up_nobody_else() throws Exception {
        start(limits(400, 400, 100_000, 1_000, 1L << 30, Duration.ofMinutes(5)));
        for (int i = 0; i < 300; i++) {
            connect().send(put(ANN, 1_000) + "a");
        }
        assertThat(connect().send(get(BEN, Paths.WHOAMI)).answer().status()).isEqualTo(200);
        assertThat(connect().send(put(BEN, 5) + "hello").answer().status()).isEqualTo(201);
        assertThat(connect().send(get(ANN, Paths.WHOAMI)).answer().status()).isEqualTo(200);
        assertThat(connect()
                        .send("GET /healthz HTTP/1.0" + CRLF + CRLF)
                        .answer()
                        .status())
                .isEqualTo(200);
        assertThat(ports.documents.kept).containsOnlyKeys(Digest.of("hello"));
    }

    @Test
    void a_body_that_does_not_arrive_in_time_is_answered() throws Exception {
        start(limits(8, 8, 100_000, 1_000, 1L << 30, Duration.ofMillis(200)));
        RawConnection.Answer answer = connect().send(put(ANN, 1_000) + "a").answer();
        assertProblem(answer, 408, "TOO_SLOW");
        assertThat(ports.documents.kept).isEmpty();
    }

    @Test
    void who_uploads_too_much_at_once_is_told_to_come_again_and_another_is_not() throws Exception {
        start(limits(100, 2, 100_000, 1_000, 1L << 30, Duration.ofMinutes(5)));
        RawConnection first = admitted(ANN, 5);
        RawConnection second = admitted(ANN, 5);
        assertLater(connect().send(put(ANN, 5) + "hello").answer(), 429, "TOO_MANY");
        assertThat(connect().send(put(BEN, 5) + "hello").answer().status()).isEqualTo(201);
        assertThat(first.send("hello").answer().status()).isEqualTo(201);
        assertThat(second.send("hello").answer().status()).isEqualTo(201);
        assertThat(first.send(put(ANN, 5) + "again").answer().status()).isEqualTo(201);
    }

    @Test
    void who_asks_too_much_at_once_is_told_to_come_again() throws Exception {
        start(limits(1, 1, 100_000, 1_000, 1L << 30, Duration.ofMinutes(5)));
        RawConnection slow = admitted(ANN, 5);
        assertLater(connect().send(get(ANN, Paths.WHOAMI)).answer(), 429, "TOO_MANY");
        assertThat(connect().send(get(BEN, Paths.WHOAMI)).answer().status()).isEqualTo(200);
        assertThat(slow.send("hello").answer().status()).isEqualTo(201);
    }

    @Test
    void who_asks_too_often_is_told_to_come_again() throws Exception {
        start(limits(8, 8, 3, 1_000, 1L << 30, Duration.ofMinutes(5)));
        RawConnection ann = connect();
        for (int i = 0; i < 3; i++) {
            assertThat(ann.send(get(ANN, Paths.WHOAMI)).answer().status()).isEqualTo(200);
        }
        assertLater(ann.send(get(ANN, Paths.WHOAMI)).answer(), 429, "TOO_MANY");
        assertThat(connect().send(get(BEN, Paths.WHOAMI)).answer().status()).isEqualTo(200);
    }

    @Test
    void all_bodies_together_are_bounded_and_one_person_has_a_part_of_that() throws Exception {
        start(limits(100, 100, 100_000, 1_000, 20L * MEGABYTE, Duration.ofMinutes(5)));
        admitted(ANN, 3 * MEGABYTE);
        assertLater(
                connect()
                        .send(put(ANN, 3 * MEGABYTE) + "x".repeat(3 * MEGABYTE))
                        .answer(),
                429,
                "TOO_MANY");
        RawConnection.Answer other = connect()
                .send(put(BEN, 3 * MEGABYTE) + "x".repeat(3 * MEGABYTE))
                .answer();
        assertThat(other.status()).isEqualTo(201);
    }

    @Test
    void a_flood_of_everybody_is_answered_with_busy() throws Exception {
        start(limits(100, 100, 100_000, 1_000, 1, Duration.ofMinutes(5)));
        admitted(ANN, 5 * MEGABYTE);
        assertLater(
                connect()
                        .send(put(BEN, 5 * MEGABYTE) + "x".repeat(5 * MEGABYTE))
                        .answer(),
                503,
                "BUSY");
    }

    @Test
    void while_every_thread_is_taken_others_are_told_so_and_probes_are_answered() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        GatewayPorts whole = ports.ports();
        GatewayPorts slow = new GatewayPorts(
                whole.documents(),
                whole.ledger(),
                whole.verifier(),
                whole.masterData(),
                whole.approvals(),
                whole.runs(),
                whole.costs(),
                whole.budgets(),
                whole.live(),
                whole.library(),
                whole.keys(),
                whole.agents(),
                document -> {
                    entered.countDown();
                    awaits(release);
                    return Optional.empty();
                },
                whole.excerpts(),
                whole.models(),
                whole.operations(),
                whole.notReady());
        AdmissionLimits one = new AdmissionLimits(8, 8, 1_000, 1_000, 1, 1L << 30, Duration.ofMinutes(5), 1_000);
        gateway = Gateway.start(
                new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, MEGABYTE, one),
                Tokens.ofPeople(people),
                slow);
        Digest letter = ports.documents.put(TenantId.DEFAULT, new byte[] {1}).digest();
        String wish = "{\"documents\":[{\"digest\":\"" + letter + "\"}]}";
        RawConnection ann = connect().send(request("POST", Paths.MASTERDATA_PROPOSE, ANN, wish.length()) + wish);
        awaits(entered);
        assertLater(connect().send(get(BEN, Paths.WHOAMI)).answer(), 503, "BUSY");
        assertThat(connect().send("GET /readyz HTTP/1.0" + CRLF + CRLF).answer().status())
                .isEqualTo(200);
        release.countDown();
        assertThat(ann.answer().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost:7280", "127.0.0.1", "127.1.2.3:80", "[::1]:7280"})
    void a_gateway_on_loopback_answers_to_the_names_of_its_own_machine(String host) throws Exception {
        start(AdmissionLimits.usual());
        String probe = "GET /healthz HTTP/1.1" + CRLF + "Host: " + host + CRLF;
        RawConnection connection = connect();
        assertThat(connection.send(probe + CRLF).answer().status()).isEqualTo(200);
        assertThat(connection
                        .send(probe + "Origin: http://" + host + CRLF + CRLF)
                        .answer()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost.evil.example", "127.0.0.1.evil.example", "evil.example:7280", "1270.0.0.1", "0.0.0.0"
            })
    void a_gateway_on_loopback_answers_to_no_other_name(String host) throws Exception {
        start(AdmissionLimits.usual());
        RawConnection.Answer answer = connect()
                .send("GET /healthz HTTP/1.1" + CRLF + "Host: " + host + CRLF + CRLF)
                .answer();
        assertProblem(answer, 421, "FOREIGN_HOST");
    }

    @Test
    void a_gateway_on_the_network_answers_to_the_name_that_it_was_given() throws Exception {
        gateway = Gateway.start(
                new GatewayConfig(TenantId.DEFAULT, "0.0.0.0", 0, MEGABYTE), Tokens.ofPeople(people), ports.ports());
        RawConnection.Answer answer = connect()
                .send("GET /healthz HTTP/1.1" + CRLF + "Host: gateway.example" + CRLF + CRLF)
                .answer();
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void twenty_four_uploads_of_nineteen_megabytes_are_kept_or_told_to_come_again() throws Exception {
        start(limits(24, 16, 100_000, 1_000, 100L * MEGABYTE, Duration.ofMinutes(5)), 20 * MEGABYTE);
        byte[] block = new byte[MEGABYTE];
        List<Thread> senders = new ArrayList<>();
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 24; i++) {
            RawConnection connection = connect();
            Thread sender = new Thread(() -> {
                try {
                    connection.send(put(ANN, 19 * MEGABYTE));
                    for (int sent = 0; sent < 19; sent++) {
                        connection.send(block);
                    }
                    statuses.add(connection.answer().status());
                } catch (IOException e) {
                    statuses.add(0);
                }
            });
            sender.start();
            senders.add(sender);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(statuses).hasSize(24).isSubsetOf(201, 429, 503).contains(201);
    }

    @Test
    void who_has_no_token_is_refused_before_the_body() throws Exception {
        start(AdmissionLimits.usual());
        RawConnection.Answer answer = connect()
                .send("PUT " + Paths.DOCUMENTS + " HTTP/1.1" + CRLF + "Content-Length: 1000" + CRLF + "Host: localhost"
                        + CRLF + CRLF)
                .answer();
        assertProblem(answer, 401, "UNAUTHENTICATED");
    }

    @Test
    void an_address_that_guesses_tokens_is_slowed_down_and_does_not_lock_out_its_neighbours() throws Exception {
        start(limits(8, 8, 100_000, 3, 1L << 30, Duration.ofMinutes(5)));
        for (int i = 0; i < 3; i++) {
            assertProblem(connect().send(get(Tokens.random(), Paths.WHOAMI)).answer(), 401, "UNAUTHENTICATED");
        }
        assertLater(connect().send(get(Tokens.random(), Paths.WHOAMI)).answer(), 429, "TOO_MANY");
        assertThat(connect().send(get(BEN, Paths.WHOAMI)).answer().status()).isEqualTo(200);
    }

    @Test
    void a_short_token_is_refused_although_its_digest_is_known() throws Exception {
        Files.writeString(people, Digest.of("secret") + " ann\n");
        start(AdmissionLimits.usual());
        RawConnection.Answer answer =
                connect().send(get("secret", Paths.WHOAMI)).answer();
        assertProblem(answer, 401, "UNAUTHENTICATED");
        assertThat(answer.body()).contains("32 characters", "RATCHET_TOKENS", "ratchet-worker token");
    }

    /** An upload that has been admitted, and of which nothing has been sent yet. */
    private RawConnection admitted(String token, int length) throws IOException {
        RawConnection connection =
                connect().send(put(token, length).replace("Host:", "Expect: 100-continue" + CRLF + "Host:"));
        assertThat(connection.next().status()).isEqualTo(100);
        return connection;
    }

    private static AdmissionLimits limits(
            int requestsAtOnce, int uploadsAtOnce, int perMinute, int failures, long bytes, Duration patience) {
        return new AdmissionLimits(requestsAtOnce, uploadsAtOnce, perMinute, failures, 128, bytes, patience, 1L << 30);
    }

    private void start(AdmissionLimits limits) throws IOException {
        start(limits, 5 * MEGABYTE);
    }

    private void start(AdmissionLimits limits, long documentLimit) throws IOException {
        gateway = Gateway.start(
                new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, documentLimit, limits),
                Tokens.ofPeople(people),
                ports.ports());
    }

    private RawConnection connect() throws IOException {
        RawConnection connection = new RawConnection(gateway.port());
        connections.add(connection);
        return connection;
    }

    private static String get(String token, String path) {
        return "GET " + path + " HTTP/1.1" + CRLF + "Authorization: Bearer " + token + CRLF + "Host: localhost" + CRLF
                + CRLF;
    }

    private static String put(String token, int length) {
        return request("PUT", Paths.DOCUMENTS, token, length);
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String request(String method, String path, String token, int length) {
        return method + " " + path + " HTTP/1.1" + CRLF + "Authorization: Bearer " + token + CRLF + "Host: localhost"
                + CRLF + "Content-Length: " + length + CRLF + CRLF;
    }

    private static void assertLater(RawConnection.Answer answer, int status, String code) throws IOException {
        assertProblem(answer, status, code);
        assertThat(Integer.parseInt(answer.headers().get("retry-after"))).isBetween(1, 60);
    }

    private static void assertProblem(RawConnection.Answer answer, int status, String code) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        JsonNode problem = Json.mapper().readTree(answer.body());
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("why").asText()).isNotBlank();
    }
}
