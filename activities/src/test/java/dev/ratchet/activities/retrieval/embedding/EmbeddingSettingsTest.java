package dev.ratchet.activities.retrieval.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddingSettingsTest {
    private static final Map<String, String> ENDPOINT = Map.of(
            "RATCHET_EMBEDDING_URL", "https://models.example/v1",
            "RATCHET_EMBEDDING_KEY", "sk-secret",
            "RATCHET_EMBEDDING_MODEL", "text-small",
            "RATCHET_EMBEDDING_NAME", "text-small@1",
            "RATCHET_EMBEDDING_DIMENSIONS", "384",
            "RATCHET_EMBEDDING_TOKENS", "8191",
            "RATCHET_EMBEDDING_PRICE", "0.02");

    private static Map<String, String> with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(ENDPOINT);
        changed.put(name, value);
        return changed;
    }

    @Test
    void anEndpointIsNamedAndPriced() {
        EmbeddingSettings settings = EmbeddingSettings.from(ENDPOINT);
        Embeddings embeddings = settings.open(Spending.FREE).orElseThrow();

        assertThat(embeddings.name()).isEqualTo("text-small@1");
        assertThat(embeddings.dimensions()).isEqualTo(384);
        assertThat(embeddings.mostTokens()).isEqualTo(8191);
        assertThat(settings.price().inputMicros()).isEqualTo(20_000);
    }

    @Test
    void wordsAloneWhereNoneIsWanted() {
        assertThat(EmbeddingSettings.from(Map.of("RATCHET_EMBEDDINGS", "none")).open(Spending.FREE))
                .isEmpty();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceAndNoKey() {
        Map<String, String> wrong = with("RATCHET_EMBEDDING_DIMENSIONS", "4000");
        wrong.put("RATCHET_EMBEDDING_NAME", "text-small");
        wrong.remove("RATCHET_EMBEDDING_PRICE");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddingSettings.from(wrong))
                .withMessageContainingAll(
                        "RATCHET_EMBEDDING_DIMENSIONS is '4000'; set it to a whole number from 1 to 1024",
                        "RATCHET_EMBEDDING_NAME is 'text-small'; it should be a name with a version",
                        "RATCHET_EMBEDDING_PRICE is missing")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sk-secret"));
    }

    @Test
    void oneOfThemIsChosen() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddingSettings.from(with("RATCHET_EMBEDDINGS", "local")))
                .withMessageContaining("leave one of them away");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddingSettings.from(Map.of("RATCHET_EMBEDDINGS", "remote")))
                .withMessageContaining("it should be none or local");
    }
}
