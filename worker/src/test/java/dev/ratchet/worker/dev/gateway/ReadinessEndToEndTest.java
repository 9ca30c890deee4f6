package dev.ratchet.worker.dev.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.FreePorts;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.dev.DevServices;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole process whose database goes away. */
@Tag("slow")
class ReadinessEndToEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void a_gateway_whose_database_is_down_is_not_ready_and_lives(@TempDir Path folder) throws Exception {
        DevServices services = DevServices.start(
                new DevServices.Options(folder, FreePorts.pair(), 0, true, folder), Map.of(), Agents.PRODUCT);
        try {
            assertThat(get(services, "/readyz").statusCode()).isEqualTo(200);
            services.database().close();
            HttpResponse<String> ready = get(services, "/readyz");
            for (Instant until = Instant.now().plus(PATIENCE);
                    ready.statusCode() == 200 && Instant.now().isBefore(until); ) {
                ready = get(services, "/readyz");
            }
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("NOT_READY", "the database");
            assertThat(get(services, "/healthz").statusCode()).isEqualTo(200);
        } finally {
            services.close();
        }
    }

    @Test
    void a_gateway_whose_worker_is_warming_up_says_so(@TempDir Path folder) throws Exception {
        int port = FreePorts.pair();
        Path starting = folder.resolve(".ratchet").resolve("dev-" + (port + 1) + ".starting");
        AtomicBoolean working = new AtomicBoolean();
        DevServices services = DevServices.start(
                new DevServices.Options(folder.resolve("data"), port, port + 1, true, folder),
                Map.of(),
                Agents.PRODUCT,
                () -> working.get() ? Optional.empty() : Optional.of("the worker is warming up"));
        try {
            assertThat(starting).as("the gateway listens").doesNotExist();
            assertThat(get(services, "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(services, "/readyz").body()).contains("NOT_READY", "the worker is warming up");
            working.set(true);
            assertThat(get(services, "/readyz").statusCode()).isEqualTo(200);
        } finally {
            services.close();
        }
    }

    private static HttpResponse<String> get(DevServices services, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(services.gatewayUrl() + path))
                                .build(),
                        BodyHandlers.ofString());
    }
}
