package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.worker.Agents;
import dev.ratchet.workflows.contract.TenantId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class DevServicesTest {
    @Test
    void aPortThatIsTakenIsNamed(@TempDir Path folder) throws Exception {
        int port = FreePorts.pair();
        Map<String, String> environment =
                Map.of("TEMPORAL_CLI", Needs.temporalCli().toString());
        for (boolean inMemory : new boolean[] {true, false}) {
            int held = inMemory ? port : port + 1000;
            try (ServerSocket taken = new ServerSocket(held, 1, InetAddress.getLoopbackAddress())) {
                assertThatThrownBy(() -> DevServices.start(
                                new DevServices.Options(folder.resolve("data"), port, 0, inMemory, folder),
                                environment,
                                Agents.PRODUCT))
                        .as("port %d of two", taken.getLocalPort())
                        .hasMessageContaining("cannot listen on 127.0.0.1:" + held + "; choose a free port");
            }
        }
        assertThat(folder.resolve("data/temporal.pid")).doesNotExist();
    }

    @Test
    void aStartThatFailsLeavesNoTemporalBehind(@TempDir Path folder) throws Exception {
        Path cli = Needs.temporalCli();
        int port = FreePorts.pair();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> DevServices.start(
                            new DevServices.Options(folder, port, taken.getLocalPort(), false, folder),
                            Map.of("TEMPORAL_CLI", cli.toString()),
                            Agents.PRODUCT))
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        assertThat(folder.resolve("temporal.log")).exists();
        assertThat(folder.resolve("temporal.pid")).doesNotExist();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(folder.resolve("temporal.db") + "")))
                .isEmpty();
    }

    @Test
    void itReadsTheFileOfSettings(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ratchet.yaml"), "tenant: acme\npoison: {attempts: 101}\n");
        assertThatThrownBy(() -> inMemory(folder, file))
                .hasMessage(file + ":2: poison.attempts: '101' should be a whole number from 0 to 100");
        Files.writeString(file, "tenant: acme\n");
        try (DevServices dev = inMemory(folder, file)) {
            assertThat(dev.tenant()).isEqualTo(new TenantId("acme"));
        }
    }

    private static DevServices inMemory(Path folder, Path settings) throws Exception {
        return DevServices.start(
                new DevServices.Options(folder.resolve("data"), FreePorts.pair(), 0, true, folder),
                Map.of("RATCHET_CONFIG", settings.toString()),
                Agents.PRODUCT);
    }
}
