package dev.ratchet.worker.dev.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.activities.library.extraction.HostileFiles;
import dev.ratchet.activities.library.extraction.HostileFiles.Hostile;
import dev.ratchet.worker.dev.DevProcess;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made to hurt, uploaded to a product in a process of its own with half a gigabyte. */
@Tag("slow")
class HostileUploadsTest {
    private static final long GIGABYTE = 1L << 30;

    @TempDir
    Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void eachIsRefusedForWhatItIsAndTheProductLives() throws Exception {
        Map<String, Hostile> hostile = HostileFiles.all();
        assertThat(hostile).hasSizeGreaterThan(20);
        try (DevProcess dev = DevProcess.start(folder, "--in-memory")) {
            long before = highest(dev);
            SortedMap<String, String> wrong = new TreeMap<>();
            int number = 0;
            for (Map.Entry<String, Hostile> each : hostile.entrySet()) {
                byte[] bytes = each.getValue().bytes().get();
                HttpResponse<String> answer =
                        upload(dev, ++number + "-" + each.getValue().name(), BodyPublishers.ofByteArray(bytes));
                String expected = bytes.length > 20_000_000
                        ? "TOO_LARGE"
                        : each.getValue().code();
                JsonNode problem = Json.mapper().readTree(answer.body());
                if (answer.statusCode() / 100 != 4
                        || !expected.equals(problem.path("code").asText())) {
                    wrong.put(each.getKey(), expected + ", not " + answer.statusCode() + " " + answer.body());
                }
            }
            assertThat(wrong).isEmpty();
            Path sparse = folder.resolve("sparse.txt");
            try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
                file.setLength(GIGABYTE);
            }
            long began = System.nanoTime();
            requireTooLarge(dev, BodyPublishers.ofFile(sparse));
            long took = (System.nanoTime() - began) / 1_000_000;
            JsonNode library = Json.mapper()
                    .readTree(send(dev, HttpRequest.newBuilder(address(dev, "?most=1000")))
                            .body());
            assertThat(library.get("documents")).as("no version is left").isEmpty();
            HttpResponse<String> good =
                    upload(dev, "good.txt", BodyPublishers.ofString("The Tarn valve opens at 4 bar."));
            assertThat(good.statusCode()).as("it still works").isEqualTo(201);
            assertThat(dev.said()).doesNotContain("OutOfMemoryError");
            System.out.printf(
                    "%d hostile files refused; a sparse gigabyte refused in %d ms; highest resident memory %d MB before,"
                            + " %d MB after, with a heap of at most 512 MB%n",
                    hostile.size(), took, before, highest(dev));
        }
    }

    /** The answer may come before all of it was sent; then the connection is closed. */
    private void requireTooLarge(DevProcess dev, BodyPublisher body) throws Exception {
        try {
            HttpResponse<String> answer = upload(dev, "sparse.txt", body);
            assertThat(answer.statusCode()).isEqualTo(413);
        } catch (java.io.IOException closed) {
            assertThat(dev.said()).contains("POST " + Paths.LIBRARY_DOCUMENTS + " -> 413");
        }
    }

    private HttpResponse<String> upload(DevProcess dev, String name, BodyPublisher body) throws Exception {
        return send(
                dev,
                HttpRequest.newBuilder(address(dev, "?wait=30&name=" + name)).POST(body));
    }

    private static URI address(DevProcess dev, String query) {
        return URI.create("http://127.0.0.1:" + dev.webPort() + Paths.LIBRARY_DOCUMENTS + query);
    }

    private HttpResponse<String> send(DevProcess dev, HttpRequest.Builder request) throws Exception {
        return http.send(
                request.header("Authorization", "Bearer " + dev.token()).build(), BodyHandlers.ofString());
    }

    /** In megabytes, since it began. */
    private static long highest(DevProcess dev) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + dev.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
