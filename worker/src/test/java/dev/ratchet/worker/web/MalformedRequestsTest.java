package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent, the answer is a problem that tells nothing of the server's inside. */
class MalformedRequestsTest {
    private static final String TOKEN = "a-token-of-this-test-and-no-other-one";
    private static final String CRLF = "\r\n";

    private final InMemoryPorts ports = new InMemoryPorts();
    private final Gateway gateway = Gateway.start(
            new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, 100_000),
            Tokens.operator(TOKEN, "olga"),
            ports.ports());

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** @param sent the request line, the headers and the body, as bytes */
    record Malformed(String name, int status, String code, String sent) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Malformed> requests() {
        List<Malformed> all = new ArrayList<>();
        // what the server itself refuses
        all.add(new Malformed("no HTTP at all", 400, "BAD_REQUEST", "hello" + CRLF + CRLF));
        all.add(new Malformed("HTTP 0.9", 505, "BAD_REQUEST", "GET /healthz" + CRLF + CRLF));
        all.add(new Malformed("another version", 505, "BAD_REQUEST", "GET / HTTP/9.9" + CRLF + CRLF));
        all.add(new Malformed("HTTP 2", 426, "BAD_REQUEST", "PRI * HTTP/2.0" + CRLF + CRLF + "SM" + CRLF + CRLF));
        all.add(new Malformed("NUL in the line", 400, "BAD_REQUEST", "GET /v1/\0 HTTP/1.1" + CRLF + CRLF));
        all.add(new Malformed("no host", 400, "BAD_REQUEST", "GET /healthz HTTP/1.1" + CRLF + CRLF));
        all.add(bad("two hosts", 400, "GET /healthz", "Host: localhost", ""));
        all.add(bad("NUL in a header", 400, "GET /healthz", "X-A: a\0b", ""));
        all.add(bad("control character in a header", 400, "GET /healthz", "X-A: a\1b", ""));
        all.add(bad("space before the colon", 400, "GET /healthz", "X-A : a", ""));
        all.add(bad("no header name", 400, "GET /healthz", ": a", ""));
        all.add(bad("folded header", 400, "GET /healthz", "X-A: a" + CRLF + " b", ""));
        all.add(bad("length is no number", 400, "PUT /v1/documents", "Content-Length: ten", ""));
        all.add(bad("length is negative", 400, "PUT /v1/documents", "Content-Length: -1", ""));
        all.add(bad("two lengths", 400, "PUT /v1/documents", "Content-Length: 1" + CRLF + "Content-Length: 2", "ab"));
        all.add(bad(
                "length and chunks",
                400,
                "PUT /v1/documents",
                "Content-Length: 5" + CRLF + "Transfer-Encoding: chunked",
                "0" + CRLF + CRLF));
        all.add(bad("unknown encoding", 400, "PUT /v1/documents", "Transfer-Encoding: banana", ""));
        all.add(bad("chunk without size", 400, "PUT /v1/documents", "Transfer-Encoding: chunked", "zz" + CRLF));
        all.add(new Malformed("long address", 414, "TOO_LARGE", get("/v1/" + "a".repeat(20_000), "")));
        all.add(new Malformed(
                "long headers", 431, "TOO_LARGE", get(Paths.WHOAMI, "X-A: " + "a".repeat(20_000) + CRLF)));
        all.add(new Malformed("expects a banana", 417, "BAD_REQUEST", get(Paths.WHOAMI, "Expect: banana" + CRLF)));
        // who asks, and under which name
        all.add(new Malformed("no token", 401, "UNAUTHENTICATED", "GET /v1/whoami HTTP/1.1" + CRLF + host()));
        all.add(new Malformed(
                "wrong token",
                401,
                "UNAUTHENTICATED",
                "GET /v1/whoami HTTP/1.1" + CRLF + "Authorization: Bearer wrong" + CRLF + host()));
        all.add(new Malformed(
                "a probe's name in front", 401, "UNAUTHENTICATED", "GET /healthz/../v1/runs HTTP/1.1" + CRLF + host()));
        all.add(new Malformed(
                "a probe's name behind", 400, "BAD_REQUEST", "GET /v1/runs/..;/..;/healthz HTTP/1.1" + CRLF + host()));
        all.add(new Malformed(
                "another host",
                421,
                "FOREIGN_HOST",
                "GET /healthz HTTP/1.1" + CRLF + "Host: evil.example" + CRLF + CRLF));
        all.add(new Malformed(
                "another host in the line",
                421,
                "FOREIGN_HOST",
                "GET http://evil.example/healthz HTTP/1.1" + CRLF + "Host: evil.example" + CRLF + CRLF));
        all.add(new Malformed(
                "another site's page",
                403,
                "FOREIGN_ORIGIN",
                get(Paths.WHOAMI, "Origin: https://evil.example" + CRLF)));
        all.add(new Malformed("a page of no site", 403, "FOREIGN_ORIGIN", get(Paths.WHOAMI, "Origin: null" + CRLF)));
        // addresses and methods
        all.add(new Malformed("nowhere", 404, "NOT_FOUND", get("/v1/nowhere", "")));
        all.add(new Malformed("a file", 400, "BAD_REQUEST", get("/v1/%2e%2e/%2e%2e/etc/passwd", "")));
        all.add(bad("unknown method", 405, "BREW /v1/whoami", "X-A: a", ""));
        all.add(new Malformed("wrong method", 405, "METHOD_NOT_ALLOWED", request("DELETE", Paths.RUNS, "")));
        all.add(bad("trace", 405, "TRACE /v1/whoami", "X-A: a", ""));
        all.add(new Malformed("NUL in the path", 400, "BAD_REQUEST", get("/v1/runs/a%00b", "")));
        all.add(new Malformed("escape in the path", 400, "BAD_REQUEST", get("/v1/runs/a%1Bb", "")));
        all.add(new Malformed("no hexadecimal in the path", 400, "BAD_REQUEST", get("/v1/runs/a%zzb", "")));
        all.add(new Malformed("NUL in the query", 400, "BAD_REQUEST", get("/v1/runs?agent=a%00b", "")));
        all.add(new Malformed("NUL in a query's name", 400, "BAD_REQUEST", get("/v1/runs?a%00b=1", "")));
        all.add(new Malformed("no hexadecimal in the query", 400, "BAD_REQUEST", get("/v1/runs?agent=%zz", "")));
        all.add(new Malformed("no number", 400, "BAD_REQUEST", get("/v1/runs?most=1e3", "")));
        // bodies
        String nul = "{\"workflowId\":\"a\\u0000b\",\"intent\":\"" + "a".repeat(64) + "\"}";
        all.add(new Malformed("NUL in JSON", 400, "BAD_REQUEST", post(Paths.SIGN, nul)));
        all.add(new Malformed("no JSON", 400, "BAD_REQUEST", post(Paths.SIGN, "{\"workflowId\":")));
        all.add(new Malformed("deep JSON", 400, "BAD_REQUEST", post(Paths.SIGN, "[".repeat(100_000))));
        all.add(new Malformed("NUL in YAML", 400, "BAD_REQUEST", post(Paths.MASTERDATA, "suppliers: \0")));
        all.add(new Malformed("no UTF-8 in YAML", 400, "BAD_REQUEST", post(Paths.MASTERDATA, "\u00ff\u00fe")));
        all.add(new Malformed("a large body", 413, "TOO_LARGE", post(Paths.SIGN, "x".repeat(1_000_001))));
        all.add(new Malformed("unknown agent", 404, "UNKNOWN_AGENT", post(Paths.intake("nobody"), "x")));
        all.add(new Malformed("NUL in a person", 400, "BAD_REQUEST", post(Paths.DOCUMENTS + "?as=a%00b", "x")));
        return all;
    }

    private static Malformed bad(String name, int status, String line, String header, String body) {
        String code = status == 405 ? "METHOD_NOT_ALLOWED" : "BAD_REQUEST";
        return new Malformed(
                name,
                status,
                code,
                line + " HTTP/1.1" + CRLF + "Authorization: Bearer " + TOKEN + CRLF + header + CRLF + host() + body);
    }

    private static String get(String path, String headers) {
        return request("GET", path, headers);
    }

    private static String post(String path, String body) {
        return request("POST", path, "Content-Length: " + body.length() + CRLF) + body;
    }

    private static String request(String method, String path, String headers) {
        return method + " " + path + " HTTP/1.1" + CRLF + "Authorization: Bearer " + TOKEN + CRLF + headers + host();
    }

    private static String host() {
        return "Host: 127.0.0.1" + CRLF + CRLF;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void the_answer_is_a_problem(Malformed request) throws IOException {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            assertProblem(connection.send(request.sent()).answer(), request.status(), request.code());
        }
    }

    @Test
    void a_body_that_is_shorter_than_announced_is_a_problem() throws IOException {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send(request("PUT", Paths.DOCUMENTS, "Content-Length: 10" + CRLF) + "short");
            assertProblem(connection.end().answer(), 400, "BAD_REQUEST");
        }
        assertThat(ports.documents.kept).isEmpty();
    }

    @Test
    void what_fails_behind_the_gateway_is_a_problem() throws IOException {
        ports.books.broken = true;
        ports.notReady = Optional.of("the database does not answer");
        try (RawConnection connection = new RawConnection(gateway.port())) {
            assertProblem(connection.send(get(Paths.ENTRIES, "")).answer(), 500, "UNEXPECTED");
            assertProblem(connection.send(get(Paths.READY, "")).answer(), 503, "NOT_READY");
        }
    }

    @Test
    void an_error_of_the_machine_is_a_problem() throws IOException {
        GatewayPorts whole = ports.ports();
        GatewayPorts failing = new GatewayPorts(
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
                whole.reader(),
                whole.excerpts(),
                whole.models(),
                whole.operations(),
                () -> {
                    throw new OutOfMemoryError("secret-host");
                });
        try (Gateway other = Gateway.start(GatewayConfig.onLoopback(0), Tokens.operator(TOKEN, "olga"), failing);
                RawConnection connection = new RawConnection(other.port())) {
            assertProblem(connection.send(get(Paths.READY, "")).answer(), 500, "UNEXPECTED");
        }
    }

    private static void assertProblem(RawConnection.Answer answer, int status, String code) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers())
                .containsEntry("content-type", "application/problem+json")
                .containsEntry("x-content-type-options", "nosniff")
                .doesNotContainKey("server");
        assertThat(answer.body())
                .doesNotContain("Exception", "\tat ", "<html", "jetty", "Jetty", "javalin", "secret-host");
        JsonNode problem = Json.mapper().readTree(answer.body());
        assertThat(problem.path("type").asText()).isEqualTo("about:blank");
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("why").asText())
                .isNotBlank()
                .isEqualTo(problem.path("detail").asText());
    }
}
