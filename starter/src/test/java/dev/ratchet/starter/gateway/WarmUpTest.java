package dev.ratchet.starter.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.toy.ToyGateway;
import dev.ratchet.starter.toy.ToyService;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path home;

    private final ToyGateway gateway = new ToyGateway();
    private final StringWriter said = new StringWriter();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_gateway_that_is_not_ready_is_waited_for_and_each_reason_is_told_once() throws Exception {
        answer(Scenario.STARTED, "again", "the database is starting");
        answer("again", "warm", "the worker is warming up");
        answer("warm", "ready", "the worker is warming up");
        gateway.server()
                .stubFor(get(urlPathEqualTo(Paths.READY))
                        .inScenario("warm-up")
                        .whenScenarioStateIs("ready")
                        .willReturn(aResponse().withBody("ready")));
        await(gateway.url(), LONG);
        assertThat(said.toString()).isEqualTo("""
                ratchet: the database is starting; waiting for it
                ratchet: the worker is warming up; waiting for it
                """);
        gateway.server()
                .verify(4, WireMock.getRequestedFor(urlPathEqualTo(Paths.READY)).withoutHeader("Authorization"));
    }

    @Test
    void one_that_stays_not_ready_is_given_up_and_what_does_not_say_is_not_waited_for() throws Exception {
        gateway.server()
                .stubFor(get(urlPathEqualTo(Paths.READY))
                        .willReturn(aResponse().withStatus(503).withBody(problem("no answer from the database"))));
        await(gateway.url(), Duration.ZERO);
        gateway.server()
                .stubFor(get(urlPathEqualTo(Paths.READY))
                        .willReturn(aResponse().withStatus(503).withBody("<html>busy</html>")));
        await(gateway.url(), LONG);
        gateway.server()
                .stubFor(get(urlPathEqualTo(Paths.READY)).willReturn(aResponse().withStatus(404)));
        await(gateway.url(), LONG);
        await("http://127.0.0.1:" + ToyService.freePort(), LONG);
        assertThat(said.toString()).isEmpty();
    }

    @Test
    void a_dev_process_that_is_starting_holds_a_lock() throws Exception {
        int port = gateway.server().port();
        Path file = Files.createDirectories(home.resolve(".ratchet")).resolve("dev-" + port + ".starting");
        Files.writeString(file, "");
        String url = "http://127.0.0.1:" + port;
        GatewayClient client = GatewayClient.of(context(url));
        assertThat(client.notReady()).as("left over").isEmpty();
        try (FileChannel dev = FileChannel.open(file, StandardOpenOption.WRITE)) {
            dev.lock();
            assertThat(client.notReady()).hasValue("the dev process at " + url + " is starting");
        }
    }

    private void answer(String state, String next, String why) throws Exception {
        gateway.server()
                .stubFor(get(urlPathEqualTo(Paths.READY))
                        .inScenario("warm-up")
                        .whenScenarioStateIs(state)
                        .willSetStateTo(next)
                        .willReturn(aResponse().withStatus(503).withBody(problem(why))));
    }

    private static String problem(String why) throws Exception {
        return Json.mapper().writeValueAsString(Problem.of(Problem.NOT_READY, why));
    }

    private void await(String url, Duration longest) {
        CommandContext here = context(url);
        WarmUp.await(here, GatewayClient.of(here), longest);
    }

    private CommandContext context(String url) {
        return new CommandContext(
                Map.of("RATCHET_URL", url, "RATCHET_TOKEN", ToyGateway.TOKEN),
                home,
                new PrintWriter(new StringWriter()),
                new PrintWriter(said, true),
                false,
                80);
    }
}
