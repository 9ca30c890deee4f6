package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dev} with the Temporal in memory: where it listens, and how long its token is good for. */
@Tag("slow")
class DevProcessTest {
    private static final String IN_MEMORY = "--in-memory";

    @Test
    void aTokenIsGoodForOneRunAndNothingListensOnAnAddressThatAnotherMachineReaches(@TempDir Path place)
            throws IOException {
        String first;
        try (DevProcess dev = DevProcess.start(place, IN_MEMORY)) {
            assertThat(dev.listening())
                    .as("gateway, PostgreSQL and Temporal")
                    .hasSize(3)
                    .allMatch(socket -> socket.getAddress().isLoopbackAddress());
            first = dev.token();
            assertThat(dev.ratchet("list")).extracting(Said::code, Said::err).containsExactly(0, "");
            dev.stop();
            assertThat(dev.tokenFile()).doesNotExist();
            try (DevProcess again = dev.again(IN_MEMORY)) {
                assertThat(again.token()).isNotEqualTo(first);
                assertThat(whoami(again, first)).contains(" 401 ");
                assertThat(whoami(again, again.token())).contains(" 200 ");
                assertThat(again.ratchet("list").code()).isZero();
            }
        }
        for (Path file : DevProcess.all(DevProcess.data(place))) {
            assertThat(Files.isDirectory(file)
                            || !Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                                    .contains(first))
                    .as("the token is not in %s", file)
                    .isTrue();
        }
    }

    @Test
    void nothingIsSentToWhoeverListensWhereAKilledOneDid(@TempDir Path place) throws IOException {
        try (DevProcess dev = DevProcess.start(place, IN_MEMORY)) {
            dev.kill();
            assertThat(dev.tokenFile()).as("nobody was there to delete it").exists();
            List<String> received = new CopyOnWriteArrayList<>();
            HttpServer other = HttpServer.create(TemporalServer.loopback(dev.webPort()), 0);
            other.createContext("/", exchange -> {
                received.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().entrySet());
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            other.start();
            try {
                Said said = dev.ratchet("list");
                assertThat(received).isEmpty();
                assertThat(said.code()).isEqualTo(3);
                assertThat(said.err()).contains("No dev process of yours");
            } finally {
                other.stop(0);
            }
        }
    }

    @Test
    void aFolderThatOthersCouldReadIsNarrowedAndTold(@TempDir Path place) throws IOException {
        Path data = Files.createDirectory(DevProcess.data(place));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (DevProcess dev = DevProcess.start(place, IN_MEMORY)) {
            Installation.await(
                    "the folder is told", () -> dev.said().contains("others could read " + data + " until now"));
            assertThat(Files.getPosixFilePermissions(data)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aSymbolicLinkInPlaceOfTheFolderIsRefusedInALine(@TempDir Path place) throws IOException {
        Path elsewhere = Files.createDirectory(place.resolve("elsewhere"));
        Files.createSymbolicLink(DevProcess.data(place), elsewhere);
        Said said = DevProcess.refused(place, IN_MEMORY);
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.out())
                .contains("ratchet-worker: " + DevProcess.data(place) + " is a symbolic link; name the folder itself")
                .doesNotContain("\tat ");
        assertThat(elsewhere).isEmptyDirectory();
    }

    private static String whoami(DevProcess dev, String token) throws IOException {
        return RawHttp.ask(
                TemporalServer.loopback(dev.webPort()),
                "GET /v1/whoami",
                "",
                "Host: 127.0.0.1:" + dev.webPort(),
                "Authorization: Bearer " + token);
    }
}
