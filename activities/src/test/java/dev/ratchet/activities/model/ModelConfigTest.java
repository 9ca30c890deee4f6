package dev.ratchet.activities.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelConfigTest {
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
        assertThat(ModelConfig.from(Map.of())).isEmpty();
        assertThat(ModelConfig.from(Map.of("PATH", "/bin", "RATCHET_MODEL_URL", "")))
                .isEmpty();
    }

    @Test
    void defaults() {
        assertThat(ModelConfig.from(LEAST))
                .contains(new ModelConfig(
                        URI.create("https://models.example/v1"),
                        "sk-secret",
                        "small-1",
                        Duration.ofMinutes(2),
                        Price.NONE));
    }

    @Test
    void everythingSet() {
        Map<String, String> all = with("RATCHET_MODEL_TIMEOUT", "600");
        all.put("RATCHET_MODEL_PRICE_IN", "0.15");
        all.put("RATCHET_MODEL_PRICE_OUT", "12");
        assertThat(ModelConfig.from(all)).hasValueSatisfying(config -> {
            assertThat(config.timeout()).isEqualTo(Duration.ofMinutes(10));
            assertThat(config.price()).isEqualTo(new Price(150_000, 12_000_000));
        });
    }

    @Test
    void theKeyIsNeverPrinted() {
        assertThat(ModelConfig.from(LEAST).orElseThrow().toString())
                .doesNotContain("secret")
                .contains("models.example");
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
        "RATCHET_MODEL_TIMEOUT, 601",
        "RATCHET_MODEL_TIMEOUT, 2m",
        "RATCHET_MODEL_PRICE_IN, 0.1",
        "RATCHET_MODEL_PRICE_OUT, 0.1"
    })
    void oneWrongVariableIsNamedAndNoSecretRepeated(String name, String value) {
        String named = name.startsWith("RATCHET_MODEL_PRICE") ? "RATCHET_MODEL_PRICE" : name;
        assertThatThrownBy(() -> ModelConfig.from(with(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(named)
                .hasMessageContaining("; set ")
                .hasMessageNotContainingAny("sk-secret", "\n");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> ModelConfig.from(Map.of("RATCHET_MODEL_TIMEOUT", "soon")))
                .hasMessageContainingAll("RATCHET_MODEL_URL", "RATCHET_MODEL_KEY", "RATCHET_MODEL_NAME", "'soon'");
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "1e3, 1", "0.1234567, 1", "1000001, 1", "free, 0"})
    void pricesAreDecimalsOfAMillionTokens(String in, String out) {
        Map<String, String> priced = with("RATCHET_MODEL_PRICE_IN", in);
        priced.put("RATCHET_MODEL_PRICE_OUT", out);
        assertThatThrownBy(() -> ModelConfig.from(priced))
                .hasMessageStartingWith("RATCHET_MODEL_PRICE_IN is '" + in + "'; set both prices");
    }
}
