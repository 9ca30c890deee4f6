package dev.ratchet.activities.model.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.model.provider.ApiKey;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Timeouts;
import dev.ratchet.workflows.contract.ModelTier;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSettingsTest {
    private static final Map<String, String> LEAST = Map.of(
            "RATCHET_MODEL_URL", "https://models.example/v1",
            "RATCHET_MODEL_KEY", "sk-secret",
            "RATCHET_MODEL_NAME", "small-1");

    private static Map<String, String> with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(LEAST);
        changed.put(name, value);
        return changed;
    }

    @Test
    void nothingSetIsNoModel() {
        assertThat(ModelSettings.from(Map.of())).isEqualTo(Models.NONE);
        assertThat(ModelSettings.from(Map.of("PATH", "/bin", "RATCHET_MODEL_URL", "")))
                .isEqualTo(Models.NONE);
    }

    private static ModelEntry only(Map<String, String> environment) {
        Models models = ModelSettings.from(environment);
        assertThat(models.tiers())
                .containsExactly(
                        Map.entry(ModelTier.SMALL, List.of("default")), Map.entry(ModelTier.LARGE, List.of("default")));
        return models.entry("default");
    }

    @Test
    void defaults() {
        assertThat(only(LEAST))
                .isEqualTo(new ModelEntry(
                        new Endpoint(
                                "default",
                                Provider.OPENAI,
                                URI.create("https://models.example/v1"),
                                "small-1",
                                new ApiKey("RATCHET_MODEL_KEY", "sk-secret"),
                                SchemaMode.NATIVE,
                                new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(2))),
                        Limits.UNLIMITED,
                        Price.NONE));
    }

    @Test
    void everythingSet() {
        Map<String, String> all = with("RATCHET_MODEL_TIMEOUT", "170");
        all.put("RATCHET_MODEL_PRICE_IN", "0.15");
        all.put("RATCHET_MODEL_PRICE_OUT", "12");
        assertThat(only(all).endpoint().timeouts().answer()).isEqualTo(Duration.ofSeconds(170));
        assertThat(only(all).price()).isEqualTo(new Price(150_000, 150_000, 12_000_000));
    }

    @Test
    void theKeyIsNeverPrinted() {
        assertThat(ModelSettings.from(LEAST).toString())
                .doesNotContain("secret")
                .contains("models.example");
        assertThat(only(LEAST).endpoint().key().toString()).doesNotContain("secret");
    }

    @Test
    void aFileAndAVariableOfTheOneModelAreOneTooMany() {
        assertThatThrownBy(() -> ModelSettings.from(with("RATCHET_MODELS", "models.yaml")))
                .hasMessageContainingAll("RATCHET_MODELS is set", "RATCHET_MODEL_URL", "leave one of them away");
    }

    @ParameterizedTest
    @CsvSource({
        "RATCHET_MODEL_URL, ftp://models.example",
        "RATCHET_MODEL_URL, models.example/v1",
        "RATCHET_MODEL_URL, https://user:sk-secret@models.example/v1",
        "RATCHET_MODEL_URL, https://models.example/v1?key=sk-secret",
        "RATCHET_MODEL_URL, 'https:// sk-secret'",
        "RATCHET_MODEL_URL, ''",
        "RATCHET_MODEL_KEY, ''",
        "RATCHET_MODEL_KEY, 'sk-secret two'",
        "RATCHET_MODEL_NAME, ''",
        "RATCHET_MODEL_TIMEOUT, 0",
        "RATCHET_MODEL_TIMEOUT, 171",
        "RATCHET_MODEL_TIMEOUT, 2m",
        "RATCHET_MODEL_PRICE_IN, 0.1",
        "RATCHET_MODEL_PRICE_OUT, 0.1"
    })
    void oneWrongVariableIsNamedAndNoSecretRepeated(String name, String value) {
        String named = name.startsWith("RATCHET_MODEL_PRICE") ? "RATCHET_MODEL_PRICE" : name;
        assertThatThrownBy(() -> ModelSettings.from(with(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(named)
                .hasMessageContaining("; set ")
                .hasMessageNotContainingAny("sk-secret", "\n");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> ModelSettings.from(Map.of("RATCHET_MODEL_TIMEOUT", "soon")))
                .hasMessageContainingAll("RATCHET_MODEL_URL", "RATCHET_MODEL_KEY", "RATCHET_MODEL_NAME", "'soon'");
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "1e3, 1", "0.1234567, 1", "1000001, 1", "free, 0"})
    void pricesAreDecimalsOfAMillionTokens(String in, String out) {
        Map<String, String> priced = with("RATCHET_MODEL_PRICE_IN", in);
        priced.put("RATCHET_MODEL_PRICE_OUT", out);
        assertThatThrownBy(() -> ModelSettings.from(priced))
                .hasMessageStartingWith("RATCHET_MODEL_PRICE_IN is '" + in + "'; set both prices");
    }
}
