package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.worker.web.admission.AdmissionLimits;
import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.worker.web.codec.CodecOrigin;
import dev.ratchet.worker.web.page.PagePaths;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Opening;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use which route: the table in the deploy notes, the routes as they are registered, and what they do. */
class RoutesTest {
    private static final Path NOTES = Path.of("../deploy/README.md");
    private static final Pattern ROW =
            Pattern.compile("\\| `([A-Z]+ /\\S*)` \\| ([a-z ]+) \\| [^|]+ \\| `(\\w+)#(\\w+)` \\|");
    private static final String DOCUMENT_ID = Paths.LIBRARY_DOCUMENTS + "/{document_id}";
    private static final String QUESTION_ID = Paths.LIBRARY_QUESTIONS + "/{question_id}";
    private static final String ANN = Tokens.random();
    private static final byte[] DOCUMENT = "<Invoice/>".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path folder;

    private static final InMemoryPorts PORTS = new InMemoryPorts();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Gateway gateway;
    private static Gateway otherTenant;

    /** @param who as {@link Access}, in words */
    private record Row(String who, String testClass, String testMethod) {}

    @BeforeAll
    static void start() throws IOException {
        Tokens tokens = Tokens.ofPeople(Files.writeString(folder.resolve("tokens"), Tokens.line(ANN, "ann") + "\n"));
        gateway = Gateway.start(config(TenantId.DEFAULT), tokens, PORTS.ports());
        otherTenant = Gateway.start(config(new TenantId("other")), tokens, PORTS.ports());
        PORTS.suppliers.add("ann", "clerk");
        PORTS.books.entries.add(GatewayTest.entry());
        PORTS.runs.record(GatewayTest.recorded("invoice"));
        PORTS.consents.open(new Opening(GatewayTest.waiting(), null));
        PORTS.documents.put(TenantId.DEFAULT, DOCUMENT);
        PORTS.library.put("a.txt", "A text of this tenant.");
    }

    private static GatewayConfig config(TenantId tenant) {
        AdmissionLimits manyWrongTokens =
                new AdmissionLimits(100, 100, 1_000, 1_000, 128, 1_000_000, Duration.ofSeconds(30), 1_000);
        return new GatewayConfig(tenant, GatewayConfig.LOOPBACK, 0, 1_000, manyWrongTokens);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        otherTenant.close();
    }

    static List<Route> routes() {
        return List.copyOf(gateway.routes());
    }

    static List<Route> routesForPeople() {
        return routes().stream()
                .filter(route -> route.access() != Access.ANYBODY && route.access() != Access.SIGNED_IN)
                .toList();
    }

    static List<Route> routesOfTheApi() {
        return routes().stream()
                .filter(route -> !PagePaths.isPage(route.path()))
                .toList();
    }

    static List<Route> routesForWhoIsSignedIn() {
        return routes().stream()
                .filter(route -> route.access() == Access.SIGNED_IN)
                .toList();
    }

    static List<Route> routesWithMoreThanAToken() {
        return routesForPeople().stream()
                .filter(route -> route.access() != Access.PERSON)
                .toList();
    }

    @Test
    void the_table_names_every_route_and_who_may_use_it() throws IOException {
        SortedMap<String, String> registered = new TreeMap<>();
        for (Route route : routes()) {
            registered.put(
                    route.method() + " " + route.path(),
                    route.access().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        SortedMap<String, String> written = new TreeMap<>();
        table().forEach((route, row) -> written.put(route, row.who()));
        assertThat(written).isEqualTo(registered);
    }

    @Test
    void the_tests_that_the_table_names_are_there() throws Exception {
        for (Row row : table().values()) {
            Class<?> test = Class.forName(RoutesTest.class.getPackageName() + "." + row.testClass());
            assertThat(Arrays.stream(test.getDeclaredMethods())
                            .filter(method -> method.isAnnotationPresent(Test.class))
                            .map(method -> method.getName()))
                    .contains(row.testMethod());
        }
    }

    @Test
    void a_route_that_does_not_say_who_may_use_it_is_refused() {
        Endpoint open = Endpoint.create(HandlerType.GET, "/v1/secrets").handler(request -> {});
        assertThatThrownBy(() -> Route.of(open)).hasMessageContaining("GET /v1/secrets", "Access");
    }

    @ParameterizedTest
    @MethodSource("routesForPeople")
    void without_a_token_there_is_no_answer(Route route) throws Exception {
        for (String token : new String[] {null, Tokens.random()}) {
            HttpResponse<String> answer = send(gateway, route, "", token);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(code(answer)).isEqualTo("UNAUTHENTICATED");
        }
    }

    @ParameterizedTest
    @MethodSource("routesForWhoIsSignedIn")
    void without_a_session_a_page_is_the_form_to_sign_in(Route route) throws Exception {
        HttpResponse<String> page = new PageVisit(gateway).send(route.method(), path(route));
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.body()).contains("<h1>Sign in</h1>");
        HttpResponse<String> withToken = send(gateway, route, "", ANN);
        assertThat(withToken.statusCode()).isIn(401, 403);
    }

    @ParameterizedTest
    @MethodSource("routesWithMoreThanAToken")
    void in_anothers_name_it_is_forbidden(Route route) throws Exception {
        HttpResponse<String> answer = send(gateway, route, "?as=ben", ANN);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("NOT_YOURSELF");
    }

    @ParameterizedTest
    @MethodSource("routesOfTheApi")
    void another_tenant_sees_nothing_of_this_one(Route route) throws Exception {
        HttpResponse<String> answer = send(otherTenant, route, "", ANN);
        switch (route.path()) {
            case Paths.RUNS + "/<id>", Paths.REBUILD + "/<id>", Paths.FIELDS + "/<id>", Paths.MASTERDATA_PROPOSE ->
                assertThat(answer.statusCode()).isEqualTo(404);
            case Paths.EVALUATION_RESULTS + "/<id>", Paths.EVALUATION_REPORT + "/<id>" ->
                assertThat(answer.statusCode()).isEqualTo(404);
            case Paths.STATUS + "/<id>", Paths.EXPLAIN + "/<id>", Paths.DECIDE + "/<id>" ->
                assertThat(answer.statusCode()).isEqualTo(404);
            case Paths.SIGN,
                    Paths.STATE,
                    Paths.MASTERDATA_CONFIRM,
                    Paths.BUDGETS_RAISE,
                    Paths.MODELS_CHECK,
                    Paths.RUNS_MEASURE,
                    CodecOrigin.DECODE,
                    Paths.RECONCILE,
                    Paths.SCHEDULES,
                    Paths.POISON -> assertThat(answer.statusCode()).isEqualTo(403);
            case Paths.RUNS ->
                assertThat(answer.statusCode()).isEqualTo(route.method().equals("POST") ? 403 : 200);
            case Paths.LIBRARY_DOCUMENTS, Paths.LIBRARY_QUESTIONS ->
                assertThat(answer.statusCode()).isEqualTo(route.method().equals("POST") ? 503 : 200);
            case DOCUMENT_ID,
                    DOCUMENT_ID + "/questions",
                    DOCUMENT_ID + "/versions/{version}/text",
                    QUESTION_ID,
                    Paths.LIBRARY_UPLOADS + "/{upload_id}" ->
                assertThat(answer.statusCode()).isEqualTo(404);
            case QUESTION_ID + "/confirmation" ->
                assertThat(answer.statusCode()).isEqualTo(403);
            default -> assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        }
        assertThat(answer.body()).doesNotContain("ACME", "of this tenant", "R-1", GatewayTest.INTENT.hex());
    }

    @ParameterizedTest
    @MethodSource("routesForWhoIsSignedIn")
    void the_pages_of_another_tenant_show_nothing_of_this_one(Route route) throws Exception {
        PageVisit ann = new PageVisit(otherTenant);
        ann.signIn(ANN);
        HttpResponse<String> page = ann.send(route.method(), path(route));
        assertThat(page.statusCode()).as(page.body()).isIn(200, 303, 400, 404);
        assertThat(page.body()).doesNotContain("a.txt", "ACME", "R-1", GatewayTest.INTENT.hex());
    }

    /** With a body that the route takes, and nothing that is forbidden in it but acting as ben. */
    private static HttpResponse<String> send(Gateway to, Route route, String query, @Nullable String token)
            throws IOException, InterruptedException {
        String path = path(route);
        String parameters =
                route.path().equals(Paths.LIBRARY_DOCUMENTS) && route.method().equals("POST")
                        ? "?name=b.txt" + query.replace('?', '&')
                        : query;
        String body = switch (route.path()) {
            case Paths.SIGN ->
                "{\"workflowId\":\"" + GatewayTest.RUN + "\",\"intent\":\"" + GatewayTest.INTENT + "\""
                        + (query.isEmpty() ? "" : ",\"as\":\"ben\"") + "}";
            case Paths.STATE ->
                "{\"workflowId\":\"" + GatewayTest.RUN + "\",\"kind\":\"recheck\""
                        + (query.isEmpty() ? "" : ",\"as\":\"ben\"") + "}";
            case Paths.RUNS ->
                "{\"agent\":\"invoice\",\"intake\":\"" + Digest.of(DOCUMENT) + "\",\"name\":\"a.xml\",\"again\":false"
                        + (query.isEmpty() ? "" : ",\"as\":\"ben\"") + "}";
            case Paths.DECIDE + "/<id>" ->
                Json.mapper().writeValueAsString(new PersonDecision.State(RunEndpointsTest.statement()));
            case Paths.MASTERDATA_PROPOSE -> "{\"documents\":[{\"digest\":\"" + Digest.of(DOCUMENT) + "\"}]}";
            case Paths.MASTERDATA -> "suppliers: []";
            case Paths.LIBRARY_QUESTIONS, DOCUMENT_ID + "/questions" -> "{\"query\":\"What is it?\"}";
            case Paths.BUDGETS_RAISE ->
                "{\"level\":\"day\",\"key\":\"2026-11-28\",\"amount\":\"1\",\"why\":\"a reason\""
                        + (query.isEmpty() ? "" : ",\"as\":\"ben\"") + "}";
            case Paths.SCHEDULES -> route.method().equals("GET") ? "" : "{\"name\":\"expiry\",\"change\":\"RUN\"}";
            case Paths.POISON ->
                route.method().equals("GET")
                        ? ""
                        : "{\"workflowId\":\"" + GatewayTest.RUN + "\",\"change\":\"MOVE\",\"why\":\"a reason\"}";
            case Paths.RECONCILE -> "{\"repair\":false" + (query.isEmpty() ? "" : ",\"as\":\"ben\"") + "}";
            case Paths.MASTERDATA_CONFIRM ->
                "{\"number\":1,\"hash\":\"" + Digest.of("a change") + "\"" + (query.isEmpty() ? "" : ",\"as\":\"ben\"")
                        + "}";
            default -> route.method().equals("GET") ? "" : "a document";
        };
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(to.url() + path + parameters))
                .method(route.method(), BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String path(Route route) {
        return route.path()
                .replace("{agent}", "invoice")
                .replace("<id>", GatewayTest.RUN)
                .replace("{document_id}", new LibraryRequest("a.txt", Digest.of(""), 0).document(TenantId.DEFAULT))
                .replace("{version}", "1")
                .replace("{question_id}", Digest.of("a question").hex())
                .replace("{upload_id}", Digest.of("an upload").hex())
                .replace("{id}", "0123456789abcdef");
    }

    private static String code(HttpResponse<String> answer) throws IOException {
        JsonNode problem = Json.mapper().readTree(answer.body());
        return problem.get("code").asText();
    }

    private static SortedMap<String, Row> table() throws IOException {
        return Files.readAllLines(NOTES).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> new Row(row.group(2), row.group(3), row.group(4)),
                        (first, second) -> first,
                        TreeMap::new));
    }
}
