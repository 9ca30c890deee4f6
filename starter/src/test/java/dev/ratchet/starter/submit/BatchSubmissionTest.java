package dev.ratchet.starter.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.ratchet.starter.Ratchet;
import dev.ratchet.starter.batch.BatchSender;
import dev.ratchet.starter.temporal.TemporalConnection;
import dev.ratchet.starter.toy.Said;
import dev.ratchet.starter.toy.ToyBatch;
import dev.ratchet.starter.toy.ToyGateway;
import dev.ratchet.starter.toy.ToyService;
import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchSubmissionTest {
    private static final Pattern BATCH = Pattern.compile("batch/default/(\\d{8}T\\d{6}Z-[0-9a-z]{4}(-\\d+)?)\n");
    private static ToyService service;
    private static ToyGateway gateway;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        service = ToyService.embedded();
        gateway = new ToyGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @BeforeEach
    void anyone() {
        gateway.reset(MayActAs.ANYONE);
    }

    @Test
    void documents_are_worked_on_and_told_in_the_order_of_the_input() throws Exception {
        List<String> files = files("ordered", 130, n -> n % 7 == 0 ? "refuse" : n % 11 == 0 ? "own" : "post");
        Said said = ratchet("submit", "--json", "--as", "orderly", folder.toString());
        assertThat(said.code()).as(told(said)).isZero();
        assertThat(lines(said)).extracting(line -> line.get("file").asText()).containsExactlyElementsOf(files);
        assertThat(new LinkedHashSet<>(ToyBatch.WORKED.get(batch(said))))
                .containsExactlyElementsOf(files.stream()
                        .map(file -> Path.of(file).getFileName().toString())
                        .toList());
        assertThat(lines(said).get(11).get("outcome").asText()).isEqualTo("POSTED");
        assertThat(lines(said).get(7).get("code").asText()).isEqualTo("TOTAL_WRONG");
    }

    @Test
    void a_few_pages_are_under_way_at_once() throws Exception {
        files("flight", 10 * BatchWorkflow.PAGE, n -> "post");
        Said said = ratchet("submit", "--json", "--as", "slow", folder.toString());
        assertThat(said.code()).as(told(said)).isZero();
        assertThat(lines(said)).hasSize(10 * BatchWorkflow.PAGE);
        assertThat(ToyBatch.MOST.get(batch(said))).isBetween(2, BatchSender.IN_FLIGHT);
    }

    @Test
    void a_page_that_came_too_fast_is_sent_again() throws Exception {
        files("fast", 8 * BatchWorkflow.PAGE, n -> "post");
        Said said = ratchet("submit", "--json", "--as", "fast", folder.toString());
        assertThat(said.code()).as(told(said)).isZero();
        assertThat(lines(said)).allMatch(line -> line.get("outcome").asText().equals("POSTED"));
        assertThat(ToyBatch.REFUSED.get(batch(said))).contains(BatchWorkflow.TOO_FAST);
    }

    @Test
    void a_batch_that_continues_as_new_is_followed() throws Exception {
        List<String> files = files("mover", 7 * BatchWorkflow.PAGE, n -> n % 20 == 3 ? "own" : "post");
        Said said = ratchet("submit", "--json", "--as", "mover", folder.toString());
        assertThat(said.code()).as(told(said)).isZero();
        assertThat(lines(said)).extracting(line -> line.get("file").asText()).containsExactlyElementsOf(files);
        assertThat(lines(said)).allMatch(line -> line.get("outcome").asText().equals("POSTED"));
        assertThat(new LinkedHashSet<>(ToyBatch.WORKED.get(batch(said)))).hasSize(files.size());
    }

    @Test
    void a_page_that_cannot_be_worked_on_stops_no_other() throws Exception {
        files("broken", 3 * BatchWorkflow.PAGE, n -> "post");
        Said said = ratchet("submit", "--json", "--as", "broken", folder.toString());
        assertThat(said.code()).isEqualTo(1);
        List<JsonNode> failed = lines(said).stream()
                .filter(line -> line.get("outcome").asText().equals("FAILED"))
                .toList();
        assertThat(failed)
                .isNotEmpty()
                .allMatch(line -> line.get("code").asText().equals("PAGE_BROKEN")
                        && line.get("id").asText().startsWith("invoice/default/"));
        assertThat(lines(said).stream()
                        .filter(line -> line.get("outcome").asText().equals("POSTED")))
                .isNotEmpty()
                .hasSize(3 * BatchWorkflow.PAGE - failed.size());
    }

    @Test
    void what_got_a_run_of_its_own_is_told_as_ever() throws Exception {
        file("a/wait.xml", "own-1");
        file("a/own.xml", "own-2");
        file("a/fail.xml", "own-3");
        file("a/poison.xml", "own-4");
        Said said = ratchet("submit", "--json", folder.resolve("a").toString());
        assertThat(said.code()).isEqualTo(1);
        assertThat(lines(said))
                .extracting(line ->
                        line.get("outcome").asText() + " " + line.get("code").asText())
                .containsExactly("FAILED UNEXPECTED", "POSTED POSTED", "FAILED UNEXPECTED", "WAITING OVER_LIMIT");
        assertThat(lines(said).get(1).get("id").asText()).isEqualTo(id("own-2"));
        Said again = ratchet("submit", "--json", folder.resolve("a").toString());
        assertThat(lines(again).get(1).get("code").asText()).isEqualTo(BatchWorkflow.SAME_DOCUMENT);
        assertThat(lines(again).get(3).get("outcome").asText()).isEqualTo("WAITING");
    }

    @Test
    void lines_of_standard_input_are_paths_or_json_and_a_bad_one_is_told() throws Exception {
        Path one = file("post-one.xml", "line-1");
        Path two = file("post two.xml", "line-2");
        Said said = ratchet(
                Said.lines(
                        one.toString(),
                        "",
                        "{\"file\": \"" + two + "\", \"name\": \"refuse me\"}\r",
                        "{\"file\": 3}",
                        "{\"flie\": \"x\"}",
                        "{\"name\": \"x\"}",
                        "{\"file\": \"x\"",
                        "x".repeat(40_000),
                        "a\0b",
                        folder.toString(),
                        folder.resolve("missing").toString(),
                        one.toString()),
                "submit",
                "--json",
                "-");
        assertThat(said.code()).isEqualTo(1);
        List<JsonNode> lines = lines(said);
        assertThat(lines)
                .extracting(line ->
                        line.get("outcome").asText() + " " + line.get("code").asText())
                .containsExactly(
                        "POSTED POSTED",
                        "REFUSED TOTAL_WRONG",
                        "FAILED BAD_LINE",
                        "FAILED BAD_LINE",
                        "FAILED BAD_LINE",
                        "FAILED BAD_LINE",
                        "FAILED BAD_LINE",
                        "FAILED BAD_LINE",
                        "FAILED A_FOLDER",
                        "FAILED UNREADABLE",
                        "DUPLICATE SAME_DOCUMENT");
        assertThat(lines.get(2).get("file").asText()).isEqualTo("-:4");
        assertThat(lines)
                .extracting(line -> line.get("why").asText())
                .anyMatch(why ->
                        why.equals("line 4 of standard input: field 'file' is number; it should be a path in quotes"))
                .anyMatch(why -> why.contains("line 5") && why.contains("field 'flie' is not known"))
                .anyMatch(why -> why.contains("line 6") && why.contains("field 'file' is missing"))
                .anyMatch(why -> why.contains("line 7") && why.contains("no JSON from column"))
                .anyMatch(why -> why.contains("line 8") && why.contains("40000 bytes"));
        assertThat(said.err()).doesNotContain("Exception");
    }

    /** The batch tells it in general words, and the command line as it has always told it. */
    @Test
    void a_document_that_the_batch_knows_is_booked_already() throws Exception {
        file("known/twice-1.xml", "known-1");
        JsonNode known = lines(
                        ratchet("submit", "--json", folder.resolve("known").toString()))
                .get(0);
        assertThat(known.get("outcome").asText()).isEqualTo("DUPLICATE");
        assertThat(known.get("code").asText()).isEqualTo("SAME_DOCUMENT");
        assertThat(known.get("why").asText()).isEqualTo("these very bytes are booked as entry 7");
        assertThat(known.get("entry").asLong()).isEqualTo(7);
    }

    @Test
    void the_same_bytes_twice_refer_to_the_first() throws Exception {
        Path one = file("post-a.xml", "twins");
        Path two = file("post-b.xml", "twins");
        List<JsonNode> lines = lines(ratchet("submit", "--json", one.toString(), two.toString()));
        assertThat(lines).extracting(line -> line.get("outcome").asText()).containsExactly("POSTED", "DUPLICATE");
        assertThat(lines.get(1).get("why").asText()).contains("post-a.xml", "entry 7");
    }

    @Test
    void nothing_to_submit_is_said_and_is_no_error() throws Exception {
        Said none = ratchet(Said.lines(""), "submit", "--json", "-");
        assertThat(none.code()).isZero();
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).contains("nothing to submit", "standard input had no line");
        file(".hidden.xml", "hidden");
        Said empty = ratchet("submit", folder.toString());
        assertThat(empty.code()).isZero();
        assertThat(empty.err()).contains("nothing to submit", folder.toString());
    }

    @Test
    void a_table_of_very_many_has_only_what_needs_eyes() throws Exception {
        files("many", 1_000, n -> n % 100 == 50 ? "refuse" : "post");
        Said said = ratchet("submit", folder.toString());
        assertThat(said.code()).as(told(said)).isZero();
        assertThat(said.out()).containsPattern("1000 documents: 990 posted, 10 refused \\([\\d.]+ s, [\\d.,]+/s\\)\n");
        assertThat(said.out().lines().filter(line -> line.contains("TOTAL_WRONG")))
                .hasSize(10);
        assertThat(said.out()).doesNotContain("POSTED");
        assertThat(said.out()).startsWith("batch batch/default/");
    }

    @Test
    void nobody_waits_with_no_wait_and_the_batch_goes_on() throws Exception {
        files("later", 15 * BatchWorkflow.PAGE, n -> "post");
        Said said = ratchet("submit", "--json", "--no-wait", "--as", "slow", folder.toString());
        assertThat(said.code()).as(told(said)).isZero();
        assertThat(lines(said))
                .hasSize(15 * BatchWorkflow.PAGE)
                .allMatch(line -> line.get("outcome").asText().equals("RUNNING")
                        && line.get("code").asText().equals("STARTED")
                        && line.get("why").asText().contains("ratchet batch"));
        try (TemporalConnection temporal = TemporalConnection.open(service.context())) {
            BatchWorkflow.Tally tally =
                    temporal.client().newUntypedWorkflowStub(batch(said)).getResult(BatchWorkflow.Tally.class);
            assertThat(tally.documents()).isEqualTo(15 * BatchWorkflow.PAGE);
        }
    }

    @Test
    void lanes_share_the_documents_and_the_order_of_lines_is_kept() throws Exception {
        List<String> files = files("lanes", 5 * BatchWorkflow.PAGE, n -> "post");
        Said said = ratchet("submit", "--json", "--lanes", "2", folder.toString());
        assertThat(said.code()).as(told(said)).isZero();
        assertThat(lines(said)).extracting(line -> line.get("file").asText()).containsExactlyElementsOf(files);
        Set<String> worked = new LinkedHashSet<>(ToyBatch.WORKED.get(batch(said)));
        assertThat(worked).isNotEmpty().hasSizeLessThan(files.size());
        worked.addAll(ToyBatch.WORKED.get(batch(said) + "-2"));
        assertThat(worked).hasSize(files.size());
        for (String lanes : List.of("0", "17", "many")) {
            assertThat(ratchet("submit", "--lanes", lanes, folder.toString()).code())
                    .as(lanes)
                    .isEqualTo(2);
        }
    }

    @Test
    void a_batch_is_shown_by_its_name_or_id_with_its_lanes() throws Exception {
        files("shown", 3 * BatchWorkflow.PAGE, n -> n == 3 ? "refuse" : n == 4 ? "wait" : "post");
        String id = batch(ratchet("submit", "--lanes", "2", folder.toString()));
        String name = id.substring(id.lastIndexOf('/') + 1);
        for (String given : List.of(id, name)) {
            assertThat(ratchet("batch", given).out())
                    .contains(id + "\n", "FINISHED, begun", " done, 0 duplicate, 1 refused, 0 failed, 1 with runs")
                    .contains(id + "-2\n", "2 lanes, " + 3 * BatchWorkflow.PAGE + " documents in all");
        }
        Said json = ratchet("batch", "--json", name + "-2");
        assertThat(lines(json)).hasSize(1);
        assertThat(lines(json).get(0).get("pages").asInt()).isPositive();
        assertThat(lines(json).get(0).get("state").asText()).isEqualTo("FINISHED");
        assertThat(ratchet("batch", "20261121T000000Z-none").err()).contains("no batch begins with");
        assertThat(ratchet("batch", "who's").err()).contains("is not the name of a batch");
        assertThat(ratchet("status", id).err()).contains("is a batch and no run");
    }

    @Test
    void a_batch_is_cancelled_at_a_page_and_the_rest_is_told() throws Exception {
        files("cancelled", 10 * BatchWorkflow.PAGE, n -> "post");
        CompletableFuture<String> begun = new CompletableFuture<>();
        CompletableFuture<Said> submitted = CompletableFuture.supplyAsync(() -> Said.by(
                environment(),
                folder,
                InputStream.nullInputStream(),
                line -> {},
                line -> BATCH.matcher(line + "\n").results().forEach(each -> begun.complete(each.group(1))),
                "submit",
                "--json",
                "--as",
                "slow",
                folder.toString()));
        String name = begun.get(10, TimeUnit.SECONDS);
        Said cancel = ratchet("cancel", name);
        assertThat(cancel.code()).as(cancel.err()).isZero();
        assertThat(cancel.out()).contains("asked batch " + name + " to stop");
        Said said = submitted.get(30, TimeUnit.SECONDS);
        assertThat(said.code()).isEqualTo(1);
        List<JsonNode> lines = lines(said);
        assertThat(lines).hasSize(10 * BatchWorkflow.PAGE);
        assertThat(lines.get(lines.size() - 1).get("code").asText()).isEqualTo(BatchWorkflow.CANCELLED);
        assertThat(ratchet("batch", name).out()).contains("CANCELLED, begun");
        Said late = ratchet("cancel", name);
        assertThat(late.code()).isEqualTo(1);
        assertThat(late.err()).contains("has ended already");
    }

    @Test
    void only_a_batch_can_be_cancelled() {
        for (String other : List.of(id("x"), Digest.of("x").hex())) {
            Said said = ratchet("cancel", other);
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.err()).contains("no batch", "'ratchet deny'", "NOT_A_BATCH");
        }
    }

    @Test
    void a_page_that_is_not_full_goes_out_when_the_input_pauses() throws Exception {
        Path one = file("post-1.xml", "pause-1");
        Path two = file("post-2.xml", "pause-2");
        try (PipedOutputStream person = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(person)) {
            BlockingQueue<String> out = new LinkedBlockingQueue<>();
            CompletableFuture<Said> submitted = CompletableFuture.supplyAsync(
                    () -> Said.by(environment(), folder, in, out::add, line -> {}, "submit", "--json", "-"));
            for (Path file : List.of(one, two)) {
                person.write((file + "\n").getBytes(StandardCharsets.UTF_8));
                person.flush();
                assertThat(out.poll(20, TimeUnit.SECONDS)).contains(file.toString(), "POSTED");
            }
            person.close();
            assertThat(submitted.get(20, TimeUnit.SECONDS).code()).isZero();
        }
    }

    @Test
    void a_gateway_that_is_away_for_a_moment_is_asked_again() throws Exception {
        files("moment", 3, n -> "post");
        gateway.server()
                .stubFor(WireMock.put(WireMock.urlPathEqualTo(Paths.DOCUMENTS))
                        .atPriority(1)
                        .inScenario("moment")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("back")
                        .willReturn(WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        Said said = ratchet("submit", "--json", folder.toString());
        assertThat(said.code()).as(told(said)).isZero();
        assertThat(lines(said)).hasSize(3);
    }

    @Test
    void who_interrupts_is_told_which_batch_goes_on() throws Exception {
        files("interrupted", 10 * BatchWorkflow.PAGE, n -> "post");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ratchet.class.getName(),
                "submit",
                "--json",
                "--as",
                "slow",
                folder.toString());
        builder.environment().putAll(environment());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            String begun = err.lines()
                    .filter(line -> line.startsWith("ratchet: batch "))
                    .findFirst()
                    .orElseThrow();
            process.toHandle().destroy();
            String name = begun.substring(begun.lastIndexOf('/') + 1);
            assertThat(err.lines())
                    .anyMatch(line -> line.startsWith("ratchet: interrupted after ")
                            && line.contains("what was accepted continues in batch " + name));
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void standard_input_stands_alone() {
        assertThat(ratchet("submit", "-", folder.toString()).code()).isEqualTo(2);
    }

    private Said ratchet(String... arguments) {
        return ratchet(InputStream.nullInputStream(), arguments);
    }

    private Said ratchet(InputStream in, String... arguments) {
        return Said.by(environment(), folder, 120, in, arguments);
    }

    private static Map<String, String> environment() {
        return Map.of(
                "TEMPORAL_ADDRESS", service.address(),
                "RATCHET_URL", gateway.url(),
                "RATCHET_TOKEN", ToyGateway.TOKEN);
    }

    private static String told(Said said) {
        return said.err()
                + said.out()
                        .lines()
                        .map(line -> line.replaceFirst(".*\"code\"", "\"code\""))
                        .distinct()
                        .collect(Collectors.joining("\n"));
    }

    private static String batch(Said said) {
        Matcher matcher = BATCH.matcher(said.err() + said.out());
        assertThat(matcher.find()).as(said.err()).isTrue();
        return "batch/default/" + matcher.group(1);
    }

    private interface Naming {
        String kind(int n);
    }

    private List<String> files(String text, int count, Naming naming) {
        return IntStream.range(0, count)
                .mapToObj(n -> {
                    try {
                        return file(String.format("%04d-%s.xml", n, naming.kind(n)), text + n)
                                .toString();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String id(String text) {
        return InvoiceWorkflow.workflowId(TenantId.DEFAULT, Digest.of(text));
    }

    private static List<JsonNode> lines(Said said) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : said.out().lines().toList()) {
            lines.add(Json.mapper().readTree(line));
        }
        return lines;
    }
}
