package dev.ratchet.starter.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.ratchet.starter.toy.Said;
import dev.ratchet.starter.toy.ToyGateway;
import dev.ratchet.workflows.gateway.Paths;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a token goes, and where not. */
class GatewayClientTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://gateway.example",
                "http://127.0.0.1.evil.example:7280",
                "http://localhost.evil.example",
                "http://192.0.2.7:7280",
                "http://localhost@evil.example",
                "http://[2001:db8::1]:7280"
            })
    void no_token_goes_to_another_machine_in_the_open(String url) {
        Said said = list(url);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .contains("RATCHET_URL", url, "it should be https://")
                .doesNotContain("Exception");
    }

    @Test
    void a_redirect_is_told_and_not_followed() {
        WireMockServer other = new WireMockServer(wireMockConfig().dynamicPort());
        other.start();
        try (ToyGateway gateway = new ToyGateway()) {
            gateway.server()
                    .stubFor(any(anyUrl())
                            .atPriority(1)
                            .willReturn(
                                    aResponse().withStatus(307).withHeader("Location", other.baseUrl() + Paths.RUNS)));
            Said said = list(gateway.url());
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.err()).contains("RATCHET_URL should name the gateway itself");
            assertThat(other.getAllServeEvents()).isEmpty();
        } finally {
            other.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void who_is_told_to_come_again_does(int status) {
        try (ToyGateway gateway = new ToyGateway()) {
            gateway.server()
                    .stubFor(get(urlPathEqualTo(Paths.RUNS))
                            .atPriority(1)
                            .inScenario("busy")
                            .whenScenarioStateIs(STARTED)
                            .willSetStateTo("free")
                            .willReturn(aResponse().withStatus(status).withHeader("Retry-After", "0")));
            assertThat(list(gateway.url()).out()).contains("no run is on record");
        }
    }

    @Test
    void who_is_always_told_to_come_again_gives_up() {
        try (ToyGateway gateway = new ToyGateway()) {
            gateway.server()
                    .stubFor(get(urlPathEqualTo(Paths.RUNS))
                            .atPriority(1)
                            .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "0")));
            assertThat(list(gateway.url()).err()).contains("429");
        }
    }

    private Said list(String url) {
        return Said.by(Map.of("RATCHET_URL", url, "RATCHET_TOKEN", ToyGateway.TOKEN), folder, 200, "list");
    }
}
