package dev.ratchet.activities.model.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.model.provider.ApiKey;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Timeouts;
import dev.ratchet.workflows.contract.ModelTier;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsFileTest {
    private static final String SECRET = "sk-secret";
    private static final Map<String, String> ENVIRONMENT =
            Map.of("OPENAI_API_KEY", SECRET, "BROKEN_KEY", "sk-secret two");

    private static final String WHOLE = """
            models:
              - id: mini
                provider: openai
                url: https://api.example/v1
                model: mini-2026
                key: OPENAI_API_KEY
                schema: tool
                limits: {requests_per_minute: 500, tokens_per_minute: 200000, connect_seconds: 5, answer_seconds: 60}
                price: {input: 150000, cached_input: 75000, output: 600000}
              - id: local
                provider: ollama
                url: http://127.0.0.1:11434
                model: llama
            tiers:
              small: [local, mini]
              large: [mini]
            """;

    @TempDir
    Path folder;

    private Models read(String yaml) throws IOException {
        return ModelSettings.from(with(Files.writeString(folder.resolve("models.yaml"), yaml)));
    }

    private static Map<String, String> with(Path file) {
        Map<String, String> environment = new java.util.TreeMap<>(ENVIRONMENT);
        environment.put("RATCHET_MODELS", file.toString());
        return environment;
    }

    @Test
    void everythingSet() throws IOException {
        Models models = read(WHOLE);
        assertThat(models.entry("mini"))
                .isEqualTo(new ModelEntry(
                        new Endpoint(
                                "mini",
                                Provider.OPENAI,
                                URI.create("https://api.example/v1"),
                                "mini-2026",
                                new ApiKey("OPENAI_API_KEY", SECRET),
                                SchemaMode.TOOL,
                                new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(60))),
                        new Limits(500, 200_000),
                        new Price(150_000, 75_000, 600_000)));
        assertThat(models.tiers())
                .containsExactly(
                        Map.entry(ModelTier.SMALL, List.of("local", "mini")),
                        Map.entry(ModelTier.LARGE, List.of("mini")));
        assertThat(models.names()).hasToString("{large=mini-2026, small=llama, mini-2026}");
        assertThat(models.toString()).doesNotContain(SECRET);
    }

    @Test
    void defaults() throws IOException {
        assertThat(read(WHOLE).entry("local"))
                .isEqualTo(new ModelEntry(
                        new Endpoint(
                                "local",
                                Provider.OLLAMA,
                                URI.create("http://127.0.0.1:11434"),
                                "llama",
                                ApiKey.NONE,
                                SchemaMode.NATIVE,
                                Timeouts.USUAL),
                        Limits.UNLIMITED,
                        Price.NONE));
    }

    /** Each of these replaces one line of the whole file. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "  - id: mini         |  - id: Mini Model | line 2: models[0].id must be 1 to 40 lower case letters",
                "  - id: local        |  - id: mini | line 10: models[1].id is that of an earlier model",
                "    provider: openai |    provider: open-ai | line 3: models[0].provider must be one of openai, anthropic, ollama",
                "    provider: openai |    name: x | models[0].provider is missing; it must be one of",
                "    url: https://api.example/v1 |    url: https://me:sk-secret@x/v1 | line 4: models[0].url must be an http or https address",
                "    url: https://api.example/v1 |    url: 'https:// sk-secret' | line 4: models[0].url must be an http or https address",
                "    model: mini-2026 |    model: ' ' | line 5: models[0].model must be the model's name",
                "    key: OPENAI_API_KEY |    key: sk-secret | line 6: models[0].key must be the NAME of an environment variable",
                "    key: OPENAI_API_KEY |    key: OTHER_KEY | line 6: models[0].key names an environment variable that is not set",
                "    key: OPENAI_API_KEY |    key: BROKEN_KEY | line 6: models[0].key names an environment variable that holds white space",
                "    schema: tool |    schema: json | line 7: models[0].schema must be one of native, tool, instructions",
                "requests_per_minute: 500 | requests_per_minute: 0 | models[0].limits.requests_per_minute must be a whole number from 1",
                "requests_per_minute: 500 | requests: 500 | line 8: models[0].limits.requests is not known here",
                "connect_seconds: 5 | connect_seconds: 61 | limits.connect_seconds must be a whole number from 1 to 60",
                "answer_seconds: 60 | answer_seconds: 171 | limits.answer_seconds must be a whole number from 1 to 170",
                "input: 150000, | input: 0.15, | line 9: models[0].price.input must be a whole number from 0",
                ", output: 600000 |'' | line 9: models[0].price.output is missing",
                "  large: [mini] |  large: [max] | line 16: tiers.large names 'max', which is no model here; the models are [mini, local]",
                "  large: [mini] |  large: [] | line 16: tiers.large must list one model or more",
                "  large: [mini] |  huge: [mini] | tiers.huge is not known here; the fields are small, large",
                "  small: [local, mini] |  small: [mini, mini] | tiers.small names a model twice",
                "  small: [local, mini] |  small: [mini] | tiers names 'local' nowhere",
                "models: | model: | model is not known here; the fields are models, tiers",
                "models: | models: [ | is not YAML"
            })
    void whatIsWrongIsNamedWithItsLineAndNoSecretIsRepeated(String line, String wrong, String said) throws IOException {
        assertThat(WHOLE).contains(line.strip());
        assertThatThrownBy(() -> read(WHOLE.replace(line.strip(), wrong.strip())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(folder.resolve("models.yaml").toString())
                .hasMessageContaining(said)
                .hasMessageNotContaining("secret");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> read("models:\n  - id: a\n"))
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSizeGreaterThan(3));
        assertThatThrownBy(() -> read(""))
                .hasMessageContaining("the file is empty; it must have fields, such as 'models:'");
    }

    @Test
    void aFileThatIsNotThere() {
        assertThatThrownBy(() -> ModelSettings.from(with(folder.resolve("none.yaml"))))
                .hasMessageContaining("none.yaml cannot be read; RATCHET_MODELS should name");
    }
}
