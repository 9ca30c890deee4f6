package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.worker.web.admission.AdmissionLimits;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.gateway.Paths;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How people come in to the pages and out again, and what keeps others out. */
class SignInPagesTest {
    private static final String OPERATOR = "a-token-of-this-test-and-no-other-one";
    private static final String ANN = Tokens.random();
    private static final int FAILURES = 4;

    @TempDir
    Path folder;

    private final InMemoryPorts ports = new InMemoryPorts();
    private Gateway gateway;
    private Gateway laptop;
    private PageVisit ann;

    @BeforeEach
    void start() throws IOException {
        AdmissionLimits limits =
                new AdmissionLimits(8, 8, 1_000, FAILURES, 128, 1_000_000, Duration.ofSeconds(30), 1_000);
        GatewayConfig config = new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, 1_000, limits);
        Path people = Files.writeString(folder.resolve("tokens"), Tokens.line(ANN, "ann") + "\n");
        gateway = Gateway.start(config, Tokens.ofPeople(people), ports.ports());
        laptop = Gateway.start(config, Tokens.operator(OPERATOR, "olga"), ports.ports());
        ann = new PageVisit(gateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
        laptop.close();
    }

    @Test
    void who_is_not_signed_in_sees_the_form_and_after_it_the_page() throws Exception {
        HttpResponse<String> asked = ann.get("/ask?document=0123456789abcdef");
        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(asked.body())
                .contains("<h1>Sign in</h1>", "name=\"to\" value=\"/ask?document=0123456789abcdef\"")
                .doesNotContain("Sign out");
        HttpResponse<String> signedIn = ann.signIn(ANN, "/ask?document=0123456789abcdef");
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(signedIn.headers().firstValue("Location")).contains("/ask?document=0123456789abcdef");
        assertThat(signedIn.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("ratchet-\\d+=[0-9a-f]{64}\\.[^;]+; Max-Age=36000; Path=/; HttpOnly; SameSite=Strict")
                .doesNotContain(ANN);
        assertThat(ann.get("/ask").statusCode()).isEqualTo(200);
        assertThat(ann.get("/ask").body()).contains("title=\"Signed in as ann\"");
    }

    @Test
    void the_first_page_is_the_library() throws Exception {
        ann.signIn(ANN);
        HttpResponse<String> first = ann.get("/");
        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(first.headers().firstValue("Location")).contains("/library");
    }

    @Test
    void a_wrong_token_is_told_and_guessing_is_soon_told_to_wait() throws Exception {
        PageVisit stranger = new PageVisit(gateway);
        for (int i = 0; i < FAILURES; i++) {
            HttpResponse<String> answer = stranger.signIn(Tokens.random());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("role=\"alert\"", "Nobody has this token");
        }
        HttpResponse<String> later = stranger.signIn(Tokens.random());
        assertThat(later.statusCode()).isEqualTo(429);
        assertThat(later.headers().firstValue("Retry-After")).isPresent();
        assertThat(stranger.cookie()).isEmpty();
        assertThat(ann.signIn(ANN).statusCode())
                .as("the right one passes all the same")
                .isEqualTo(303);
    }

    @Test
    void guessing_sessions_counts_as_guessing_tokens() throws Exception {
        PageVisit stranger = new PageVisit(gateway);
        stranger.cookie("ratchet-" + gateway.port() + "=guess");
        for (int i = 0; i < FAILURES; i++) {
            assertThat(stranger.get("/library").statusCode()).isEqualTo(401);
        }
        HttpResponse<String> later = stranger.get("/library");
        assertThat(later.statusCode()).isEqualTo(429);
        assertThat(later.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    }

    @Test
    void a_short_token_signs_nobody_in() throws Exception {
        Files.writeString(folder.resolve("tokens"), Tokens.line("secret", "ben"));
        try (Gateway weak =
                Gateway.start(GatewayConfig.onLoopback(0), Tokens.ofPeople(folder.resolve("tokens")), ports.ports())) {
            HttpResponse<String> answer = new PageVisit(weak).signIn("secret");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("32 characters");
        }
    }

    @Test
    void signing_out_ends_the_session_also_for_who_kept_the_cookie() throws Exception {
        ann.signIn(ANN);
        String kept = ann.cookie().orElseThrow();
        HttpResponse<String> out = ann.post("/signout", Map.of());
        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        ann.cookie(kept);
        assertThat(ann.get("/library").statusCode()).isEqualTo(401);
    }

    @Test
    void a_session_ends_with_its_token() throws Exception {
        ann.signIn(ANN);
        String kept = ann.cookie().orElseThrow();
        Files.writeString(folder.resolve("tokens"), Tokens.line(Tokens.random(), "ann"));
        int port = gateway.port();
        gateway.close();
        gateway =
                Gateway.start(GatewayConfig.onLoopback(port), Tokens.ofPeople(folder.resolve("tokens")), ports.ports());
        PageVisit again = new PageVisit(gateway);
        again.cookie(kept);
        assertThat(again.get("/library").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"cross-site,", "same-site,", "none,", ",https://evil.example", ",null", ","})
    void a_form_that_another_site_sends_is_refused(String site, String origin) throws Exception {
        Map<String, String> headers = new TreeMap<>();
        if (site != null) {
            headers.put("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            headers.put("Origin", origin);
        }
        ann.signIn(ANN);
        for (String path :
                new String[] {"/signout", "/ask", "/library", "/library/documents/0123456789abcdef/remove"}) {
            HttpResponse<String> answer = ann.post(path, Map.of("question", "What is it?"), headers);
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
        }
        assertThat(new PageVisit(gateway)
                        .post("/signin", Map.of("token", ANN), headers)
                        .statusCode())
                .isEqualTo(403);
        assertThat(ann.get("/library").statusCode()).as("still signed in").isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "/library/../../x y",
                "/v1/whoami",
                "/nowhere",
                "/signout",
                "/assets/page.css",
                "javascript:alert(1)",
                "/ask#\"><script>"
            })
    void nobody_is_sent_elsewhere_after_signing_in(String to) throws Exception {
        assertThat(ann.signIn(ANN, to).headers().firstValue("Location")).contains("/");
    }

    @Test
    void a_session_leads_to_no_address_of_the_api_and_a_token_to_no_page() throws Exception {
        ann.signIn(ANN);
        assertThat(ann.get(Paths.WHOAMI).statusCode()).isEqualTo(401);
        for (String path :
                new String[] {"/library/../v1/whoami", "/library/%2e%2e/v1/whoami", "/library/..;/v1/whoami"}) {
            assertThat(ann.get(path).body()).as(path).doesNotContain("mayActAs");
        }
        HttpResponse<String> withToken = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(gateway.url().resolve("/library"))
                                .header("Authorization", "Bearer " + ANN)
                                .build(),
                        BodyHandlers.ofString());
        assertThat(withToken.statusCode()).isEqualTo(401);
    }

    @Test
    void what_was_sent_without_a_session_is_said_to_be_lost() throws Exception {
        HttpResponse<String> answer = ann.post("/ask", Map.of("question", "What is it?"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("what you sent was not taken");
    }

    @Test
    void a_long_body_signs_nobody_in() throws Exception {
        HttpResponse<String> answer = ann.signIn("x".repeat(5_000));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void the_link_of_a_laptop_signs_its_operator_in_once() throws Exception {
        URI link = laptop.signIn().orElseThrow();
        PageVisit olga = new PageVisit(laptop);
        assertThat(olga.get(link.toString()).statusCode()).isEqualTo(303);
        assertThat(olga.get("/ask").body()).contains("title=\"Signed in as olga\"");
        assertThat(olga.get(link.toString()).statusCode())
                .as("who is signed in already")
                .isEqualTo(303);
        HttpResponse<String> again = new PageVisit(laptop).get(link.toString());
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.body()).contains("used before", "~/.ratchet/dev-" + laptop.port() + ".token");
        assertThat(gateway.signIn()).isEmpty();
    }

    @Test
    void a_page_runs_no_script_is_kept_nowhere_and_shown_in_no_other_page() throws Exception {
        ann.signIn(ANN);
        for (String path : new String[] {"/library", "/ask", "/signin", "/library/nowhere/at/all"}) {
            Map<String, List<String>> headers = ann.get(path).headers().map();
            if (path.equals("/signin")) {
                headers = new PageVisit(gateway).get(path).headers().map();
            }
            assertThat(headers.get("content-security-policy"))
                    .as(path)
                    .containsExactly("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                            + " base-uri 'none'; frame-ancestors 'none'");
            assertThat(headers.get("x-content-type-options")).containsExactly("nosniff");
            assertThat(headers.get("referrer-policy")).containsExactly("same-origin");
            assertThat(headers.get("cache-control")).containsExactly("no-store");
            assertThat(headers.get("content-type")).containsExactly("text/html;charset=utf-8");
        }
    }

    @Test
    void what_is_the_same_for_everybody_is_kept_by_the_browser() throws Exception {
        String css = ann.get("/signin").body().replaceAll("(?s).*href=\"(/assets/page.css[^\"]*)\".*", "$1");
        HttpResponse<String> answer = ann.get(css);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/css; charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
    }

    @Test
    void an_address_that_is_none_is_told_as_a_page() throws Exception {
        ann.signIn(ANN);
        HttpResponse<String> answer = ann.get("/library/nowhere/at/all");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is nothing here", "Signed in as ann");
    }
}
