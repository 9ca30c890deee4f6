package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dev} with a real Temporal: nobody but its owner, and no page in the owner's browser, gets at it. */
@Tag("slow")
class DevProcessRealServerTest {
    private static final String NAMESPACES = "GET /api/v1/namespaces";
    private static final String START = "POST /api/v1/namespaces/default/workflows/of-a-page";
    private static final String RUN =
            "{\"workflowType\": {\"name\": \"Invoice\"}, \"taskQueue\": {\"name\": \"invoice\"}}";

    @TempDir
    static Path place;

    private static DevProcess dev;

    @BeforeAll
    static void start() throws IOException {
        Needs.temporalCli();
        dev = DevProcess.start(place);
        assertThat(dev.said()).contains("real Temporal", "Web UI http://127.0.0.1:" + dev.uiPort());
    }

    @AfterAll
    static void stop() {
        if (dev != null) {
            dev.close();
        }
    }

    @Test
    void nothingListensOnAnAddressThatAnotherMachineReaches() throws IOException {
        assertThat(dev.listening())
                .as("gateway, PostgreSQL, the Web UI and its proxy, and the services of Temporal")
                .hasSizeGreaterThan(6)
                .allMatch(socket -> socket.getAddress().isLoopbackAddress());
    }

    /** A page can aim at any port of 127.0.0.1, but not at any port of the 16 million other addresses. */
    @Test
    void theWebUiThatAnswersAnyNameListensWhereNoPageCanGuess() throws IOException {
        assertThat(dev.listening()).hasSize(guessable().size() + 1);
    }

    /** DNS rebinding: the page's own name leads to 127.0.0.1 by now. */
    @Test
    void aPageWhoseNameLeadsHereGetsNothing() throws IOException {
        for (InetSocketAddress socket : guessable()) {
            String host = "Host: evil.example:" + socket.getPort();
            assertThat(RawHttp.ask(socket, NAMESPACES, "", host, "Sec-Fetch-Site: same-origin"))
                    .as("%s", socket)
                    .doesNotContain(" 200 ", "namespaceInfo");
        }
    }

    /** Cross-site request forgery: such a request needs no leave, as it is one that a form could send. */
    @Test
    void aPageOfAnotherSiteStartsNothing() throws IOException {
        for (InetSocketAddress socket : guessable()) {
            String host = "Host: 127.0.0.1:" + socket.getPort();
            assertThat(RawHttp.ask(socket, START, RUN, host, "Origin: https://evil.example"))
                    .as("%s", socket)
                    .doesNotContain(" 200 ", "runId");
        }
    }

    private static List<InetSocketAddress> guessable() throws IOException {
        return dev.listening().stream()
                .filter(socket -> socket.getAddress().getHostAddress().equals("127.0.0.1"))
                .toList();
    }

    @Test
    void theWebUiAnswersThePersonAndItsOwnPages() throws IOException {
        InetSocketAddress ui = TemporalServer.loopback(dev.uiPort());
        String host = "Host: 127.0.0.1:" + dev.uiPort();
        assertThat(RawHttp.ask(ui, "GET /", "", host, "Sec-Fetch-Site: none")).contains(" 200 ", "<html");
        assertThat(RawHttp.ask(ui, NAMESPACES, "", host, "Sec-Fetch-Site: same-origin"))
                .contains(" 200 ", "\"name\": \"default\"");
    }

    @Test
    void noOtherUserOfTheMachineSeesItsFiles() throws IOException {
        for (Path folder : List.of(DevProcess.data(place), place.resolve(".ratchet"))) {
            List<Path> all = DevProcess.all(folder);
            assertThat(all).hasSizeGreaterThan(1);
            for (Path path : all) {
                if (!path.endsWith("epg-lock")) { // empty, and in a folder that others cannot enter
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as("%s", path)
                            .endsWith("------");
                }
            }
        }
        assertThat(DevProcess.data(place))
                .isDirectoryContaining("glob:**/temporal.db")
                .isDirectoryContaining("glob:**/temporal.log")
                .isDirectoryContaining("glob:**/approval-key.pem")
                .isDirectoryContaining("glob:**/attestation-key.txt");
    }
}
