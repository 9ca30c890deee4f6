package dev.ratchet.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.database.DatabaseConfig;
import dev.ratchet.worker.poison.PoisonSettings;
import dev.ratchet.worker.restart.WorkQueue;
import dev.ratchet.worker.sizing.Sizing;
import dev.ratchet.worker.web.admission.AdmissionLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of each record: what holds by default, from the file, from variables, and what is said of a wrong value. */
class ConfigurationTest {
    @TempDir
    Path folder;

    private Path file;

    private Reading file(String... lines) throws IOException {
        return both(Map.of(), lines);
    }

    private Reading both(Map<String, String> variables, String... lines) throws IOException {
        file = Files.writeString(folder.resolve("ratchet.yaml"), String.join("\n", lines));
        Map<String, String> environment = new TreeMap<>(variables);
        environment.put(Configuration.FILE, file.toString());
        return Configuration.of(environment).reading();
    }

    private static Reading variables(String... pairs) {
        Map<String, String> environment = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put(pairs[i], pairs[i + 1]);
        }
        return Configuration.of(environment).reading();
    }

    private void said(Reading reading, String... problems) {
        assertThat(reading.problems().stream().map(each -> each.toString().replace(file + ":", "FILE:")))
                .containsExactly(problems);
    }

    // ---- the file

    @Test
    void the_environment_wins_over_the_file_and_a_variable_set_to_nothing_does_not() throws IOException {
        Reading reading = both(
                Map.of("RATCHET_WEB_PORT", "81", "RATCHET_WEB_HOST", " "), "web:", "  port: 80", "  host: 10.0.0.1");
        assertThat(WebSettings.from(reading).port()).isEqualTo(81);
        assertThat(WebSettings.from(reading).host()).isEqualTo("10.0.0.1");
    }

    @Test
    void all_that_is_wrong_in_the_file_is_told_at_once_with_its_line_and_the_nearest_key() throws IOException {
        Reading reading = file(
                "database:",
                "  urll: jdbc:postgresql://db/ratchet",
                "  connections: [1, 2]",
                "web:",
                "  port: eighty",
                "  port: 80",
                "grace: 5");
        LifecycleSettings.from(reading);
        WebSettings.from(reading);
        said(
                reading,
                "FILE:2: 'database.urll' is no setting; the nearest is 'database.url'",
                "FILE:3: 'database.connections' should be one value: 1 to 100",
                "FILE:6: 'web.port' is there a second time, after line 5",
                "FILE:7: 'grace' is no setting; the nearest is 'tenant'",
                "FILE:5: web.port: 'eighty' should be a whole number from 0 to 65535");
    }

    @Test
    void a_file_that_is_no_yaml_or_is_not_there_is_named() throws IOException {
        assertThat(file("web: {port: 80").problems().toString()).contains("ratchet.yaml", "is not YAML");
        assertThat(file("- a list").problems().toString()).contains("ratchet.yaml:1: should be sections with keys");
        assertThat(file("").problems()).isEmpty();
        assertThat(variables(Configuration.FILE, "/nowhere.yaml").problems().toString())
                .contains("/nowhere.yaml: cannot be read");
    }

    // ---- database

    @Test
    void of_the_database() throws IOException {
        Reading usual = variables("RATCHET_DB_URL", "jdbc:postgresql://db/ratchet");
        DatabaseConfig config = DatabaseSettings.from(usual).orElseThrow();
        assertThat(config.application().user()).isEqualTo("ratchet_app");
        assertThat(config.owner()).isNull();
        assertThat(config.connections()).isEqualTo(Sizing.CONNECTIONS);

        config = DatabaseSettings.from(both(
                        Map.of("RATCHET_DB_PASSWORD", " blank "),
                        "database:",
                        "  url: jdbc:postgresql://db/other",
                        "  user: app",
                        "  password: overridden",
                        "  owner: boss",
                        "  owner-password: pass",
                        "  connections: 7"))
                .orElseThrow();
        assertThat(config.url()).isEqualTo("jdbc:postgresql://db/other");
        assertThat(config.application().user()).isEqualTo("app");
        assertThat(config.application().password()).isEqualTo(" blank ");
        assertThat(Objects.requireNonNull(config.owner()).password()).isEqualTo("pass");
        assertThat(config.connections()).isEqualTo(7);

        Reading wrong = file(
                "database: {url: 'mysql://db', user: Not A Role, password: topsecret, owner: ALSO, connections: 0}");
        assertThat(DatabaseSettings.from(wrong)).isEmpty();
        assertThat(wrong.problems()).hasSize(3);
        assertThat(wrong.problems().toString())
                .contains(
                        ":1: database.user: database user 'Not A Role' must be",
                        ":1: database.owner: database user 'ALSO' must be",
                        ":1: database.connections: '0' should be a whole number from 1 to 100")
                .doesNotContain("topsecret");
        Reading url = variables("RATCHET_DB_URL", "mysql://db");
        assertThat(DatabaseSettings.from(url)).isEmpty();
        assertThat(url.problems().toString())
                .contains("RATCHET_DB_URL: database url must look like jdbc:postgresql://", "'mysql://db'");
        Reading missing = variables();
        assertThat(DatabaseSettings.from(missing)).isEmpty();
        assertThat(missing.problems().toString()).contains("RATCHET_DB_URL: is not set; it says where PostgreSQL is");
    }

    // ---- keys

    @Test
    void of_the_key_files() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "x");
        KeyFiles usual = KeyFiles.from(variables("RATCHET_ATTESTATION_KEY", key.toString()))
                .orElseThrow();
        assertThat(usual).isEqualTo(KeyFilesOf.only(key));

        KeyFiles all = KeyFiles.from(file(
                        "keys: {attestation: " + key + ", approval: " + key + ", believed: " + key + "}",
                        "web: {tokens: " + key + "}"))
                .orElseThrow();
        assertThat(all.approval()).contains(key);
        assertThat(all.believed()).contains(key);
        assertThat(all.tokens()).contains(key);

        Reading wrong = file("keys: {approval: /nowhere, attestation: " + folder + "}");
        assertThat(KeyFiles.from(wrong)).isEmpty();
        said(
                wrong,
                "FILE:1: keys.approval: there is no readable file /nowhere",
                "FILE:1: keys.attestation: there is no readable file " + folder);
        Reading missing = variables();
        assertThat(KeyFiles.from(missing)).isEmpty();
        assertThat(missing.problems().toString())
                .contains("RATCHET_ATTESTATION_KEY: is not set", "ratchet-worker keys");
    }

    private static final class KeyFilesOf {
        static KeyFiles only(Path attestation) {
            return new KeyFiles(
                    java.util.Optional.empty(), java.util.Optional.empty(), attestation, java.util.Optional.empty());
        }
    }

    // ---- web

    @Test
    void of_the_web_process() throws IOException {
        assertThat(WebSettings.from(variables()))
                .isEqualTo(new WebSettings("127.0.0.1", 7280, AdmissionLimits.usual()));
        assertThat(WebSettings.from(file(
                        "web:",
                        "  host: 0.0.0.0",
                        "  port: 80",
                        "  requests-at-once: 1",
                        "  uploads-at-once: 2",
                        "  requests-per-minute: 3")))
                .isEqualTo(new WebSettings("0.0.0.0", 80, AdmissionLimits.of(1, 2, 3)));
        Reading wrong = variables("RATCHET_WEB_PORT", "65536", "RATCHET_REQUESTS_AT_ONCE", "0");
        WebSettings.from(wrong);
        assertThat(wrong.problems())
                .extracting(Reading.Problem::toString)
                .containsExactly(
                        "RATCHET_WEB_PORT: '65536' should be a whole number from 0 to 65535",
                        "RATCHET_REQUESTS_AT_ONCE: '0' should be a whole number from 1 to 10000");
    }

    // ---- models

    @Test
    void of_the_models() throws IOException {
        ModelUse usual = ModelUse.from(variables()).orElseThrow();
        assertThat(usual.models().isEmpty()).isTrue();
        assertThat(usual.currency().getCurrencyCode()).isEqualTo("EUR");
        assertThat(usual.retentionDays()).isEqualTo(90);
        assertThat(usual.budgets()).isEmpty();
        assertThat(usual.answers()).isEmpty();

        ModelUse told = ModelUse.from(file(
                        "model: {url: 'http://models/v1', key: topsecret, name: m, timeout: 9}",
                        "models: {currency: USD, retention-days: 3, answers: /answers}"))
                .orElseThrow();
        assertThat(told.models().names()).containsValue("m");
        assertThat(told.currency().getCurrencyCode()).isEqualTo("USD");
        assertThat(told.retentionDays()).isEqualTo(3);
        assertThat(told.answers()).contains(Path.of("/answers"));
        assertThat(ModelUse.from(variables("RATCHET_MODEL_ANSWERS_DIR", "none"))
                        .orElseThrow()
                        .answers())
                .isEmpty();

        Reading wrong = file(
                "model: {url: 'ftp://models', key: 'top secret', timeout: 171}",
                "models: {currency: EURO, budgets: /no}");
        assertThat(ModelUse.from(wrong)).isEmpty();
        assertThat(wrong.problems().toString().replace(file + ":", "FILE:"))
                .contains(
                        "FILE:1: model.url is not an http or https address",
                        "FILE:1: model.key ",
                        "RATCHET_MODEL_NAME is missing",
                        "FILE:1: model.timeout is '171'; set it to whole seconds from 1 to 170",
                        "FILE:2: models.currency: 'EURO' should be a currency's code",
                        "FILE:2: models.budgets: there is no readable file /no")
                .doesNotContain("top secret");
    }

    // ---- retrieval

    @Test
    void of_retrieval() throws IOException {
        RetrievalSettings usual = RetrievalSettings.from(variables()).orElseThrow();
        assertThat(usual.ways()).isEmpty();
        assertThat(usual.index()).isEmpty();
        Path ways = Files.writeString(folder.resolve("ways.yaml"), "");
        RetrievalSettings told = RetrievalSettings.from(
                        file("retrieval: {embeddings: none, ways: " + ways + ", index: /index}"))
                .orElseThrow();
        assertThat(told.ways()).contains(ways);
        assertThat(told.index()).contains(Path.of("/index"));
        Reading wrong = file("retrieval: {embeddings: remote}", "embedding: {tokens: 1}");
        assertThat(RetrievalSettings.from(wrong)).isEmpty();
        assertThat(wrong.problems().toString())
                .contains(":1: retrieval.embeddings is 'remote'; it should be none or local");
    }

    // ---- start and stop

    @Test
    void of_start_and_stop() throws IOException {
        assertThat(LifecycleSettings.from(variables()))
                .isEqualTo(new LifecycleSettings(0, 2_000, Duration.ofSeconds(200)));
        assertThat(LifecycleSettings.from(file("lifecycle: {health-port: 8080, warm-up: 0, grace-seconds: 30}")))
                .isEqualTo(new LifecycleSettings(8080, 0, Duration.ofSeconds(30)));
        Reading wrong = variables("RATCHET_GRACE_SECONDS", "3601");
        LifecycleSettings.from(wrong);
        assertThat(wrong.problems())
                .extracting(Reading.Problem::toString)
                .containsExactly("RATCHET_GRACE_SECONDS: '3601' should be a whole number from 0 to 3600");
    }

    // ---- poison pills

    @Test
    void of_poison_pills() throws IOException {
        assertThat(PoisonSettings.from(variables())).isEqualTo(new PoisonSettings(3, WorkQueue.USUAL));
        assertThat(PoisonSettings.from(file("poison: {queue: poison, attempts: 0}")))
                .isEqualTo(new PoisonSettings(0, WorkQueue.POISON));
        Reading wrong = variables("RATCHET_QUEUE", "invoice-poison", "RATCHET_POISON_ATTEMPTS", "-1");
        PoisonSettings.from(wrong);
        assertThat(wrong.problems())
                .extracting(Reading.Problem::toString)
                .containsExactly(
                        "RATCHET_POISON_ATTEMPTS: '-1' should be a whole number from 0 to 100",
                        "RATCHET_QUEUE: 'invoice-poison' should be usual or poison");
    }

    // ---- sizing

    @Test
    void of_sizing() throws IOException {
        assertThat(Sizing.from(variables())).isEqualTo(Sizing.here());
        Sizing told = Sizing.from(file("sizing: {workflows-cached: 11, activities-at-once: 12}"));
        assertThat(told.workflowsCached()).isEqualTo(11);
        assertThat(told.activities()).isEqualTo(12);
        Reading wrong = file("sizing: {workflows-cached: 9}");
        Sizing.from(wrong);
        said(wrong, "FILE:1: sizing.workflows-cached: '9' should be a whole number from 10 to 10000");
    }
}
