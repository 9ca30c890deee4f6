package dev.ratchet.worker.dev.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.WholeRatchet;
import dev.ratchet.workflows.gateway.Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole product, without a model, against a fuzzer that somebody else wrote and that knows its description alone. */
@Tag("slow")
class OpenApiFuzzTest {
    private static final int SECONDS = 150;
    private static final int FEWEST = 300;
    private static final Pattern CASES = Pattern.compile("(\\d+) generated, (\\d+) passed");

    @TempDir
    Path folder;

    @Test
    void everyAnswerIsDescribedAndNoneIsADefect() throws Exception {
        Path schemathesis = Needs.program("schemathesis");
        try (WholeRatchet whole = WholeRatchet.start(folder, Map.of("RATCHET_EMBEDDINGS", "none"))) {
            Path valve = Files.writeString(folder.resolve("valve.txt"), "The Tarn valve opens at 4 bar.\n");
            Path people = Files.writeString(
                    folder.resolve("people.yaml"),
                    "suppliers: []\norders: []\npeople:\n  - id: " + System.getProperty("user.name")
                            + "\n    roles: [answers]\n");
            assertThat(whole.ratchet("masterdata", "load", people).code()).isZero();
            Said uploaded = whole.ratchet("documents", "upload", valve);
            assertThat(uploaded.code()).as(uploaded.err()).isZero();
            Said open = whole.ratchet("ask", "--all", "Why does the Tarn valve open?");
            assertThat(open.out()).as("without a model").contains("ABSTAINED", "4 bar");
            String said = fuzzed(schemathesis, whole.services().starterEnvironment());
            System.out.println(said);
            Matcher cases = CASES.matcher(said);
            assertThat(cases.find()).as(said).isTrue();
            assertThat(cases.group(2)).as("of the cases, so many passed").isEqualTo(cases.group(1));
            assertThat(Integer.parseInt(cases.group(1))).isGreaterThan(FEWEST);
        }
    }

    private String fuzzed(Path schemathesis, Map<String, String> environment) throws IOException, InterruptedException {
        Path output = folder.resolve("schemathesis.txt");
        Process process = new ProcessBuilder(List.of(
                        schemathesis.toString(),
                        "--no-color",
                        "--config-file",
                        Needs.root()
                                .resolve(".ci/schemathesis/schemathesis.toml")
                                .toString(),
                        "run",
                        environment.get("RATCHET_URL") + Paths.OPENAPI,
                        "--header",
                        "Authorization: Bearer " + environment.get("RATCHET_TOKEN"),
                        "--checks",
                        "all",
                        // a document that was answered with 202 is not there yet, and never is when it is refused
                        "--exclude-checks",
                        "ensure_resource_availability",
                        "--max-time",
                        String.valueOf(SECONDS),
                        "--max-examples",
                        "60",
                        "--request-timeout",
                        "60",
                        "--seed",
                        "19",
                        "--generation-database",
                        "none"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(SECONDS + 120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }
}
