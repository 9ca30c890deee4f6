package dev.ratchet.worker.dev.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.activities.model.provider.Aimock;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.worker.WorkerMain;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.WholeRatchet;
import dev.ratchet.worker.dev.WorkerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The whole product, whose models somebody else wrote; it asks them in one format. */
final class AimockProduct implements AutoCloseable {
    /**
     * A breaker opens after five failures at least, and four documents get no answer to five calls each: at most four of these
     * are left alone for half a minute, and another one is asked at once.
     */
    static final List<String> MODELS = IntStream.rangeClosed(1, 10)
            .mapToObj(number -> "stand-in-" + number)
            .toList();

    private final Provider provider;
    private final Path folder;
    private final WholeRatchet whole;

    private AimockProduct(Provider provider, Path folder, WholeRatchet whole) {
        this.provider = provider;
        this.folder = folder;
        this.whole = whole;
    }

    static AimockProduct start(Provider provider, Path folder, Aimock aimock, String masterData) throws Exception {
        Path models = Files.writeString(folder.resolve("models.yaml"), models(provider, aimock.url(provider)));
        AimockProduct product = new AimockProduct(
                provider, folder, WholeRatchet.start(folder, Map.of("RATCHET_MODELS", models.toString())));
        Said loaded =
                product.ratchet("masterdata", "load", Files.writeString(folder.resolve("masterdata.yaml"), masterData));
        assertThat(loaded.code()).as(loaded.err()).isZero();
        return product;
    }

    private static String models(Provider provider, URI url) {
        StringBuilder yaml = new StringBuilder("models:\n");
        for (String id : MODELS) {
            yaml.append("""
                      - id: %s
                        provider: %s
                        url: %s
                        model: aimock
                        price: {input: 150000, cached_input: 75000, output: 600000}
                    """.formatted(id, provider.name().toLowerCase(Locale.ROOT), url));
        }
        return yaml.append("tiers:\n  small: %1$s\n  large: %1$s\n".formatted(MODELS))
                .toString();
    }

    Provider provider() {
        return provider;
    }

    Said ratchet(Object... arguments) {
        return whole.ratchet(arguments);
    }

    /** The command of the workers that checks their models. */
    String checkedByTheWorker() throws IOException {
        Map<String, String> environment = new TreeMap<>(whole.services().workerEnvironment());
        environment.put("RATCHET_MODELS", folder.resolve("models.yaml").toString());
        try (WorkerProcess check =
                WorkerProcess.start(folder.resolve("check.log"), environment, WorkerMain.class, "models", "check")) {
            assertThat(check.exit()).as(check.said()).isZero();
            return check.said();
        }
    }

    List<JsonNode> submit(Path files) {
        Said said = ratchet("submit", "--json", files);
        assertThat(said.code()).as(said.err()).isZero();
        for (JsonNode line : said.json()) {
            System.out.println(Path.of(line.path("file").asText()).getFileName() + " | "
                    + line.path("outcome").asText() + " | " + line.path("code").asText() + " | "
                    + line.path("why").asText());
        }
        return said.json();
    }

    @Override
    public void close() {
        whole.close();
    }
}
