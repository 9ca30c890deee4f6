package dev.ratchet.workflows.contract.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntentTest {
    private record Line(String account, long minor) {}

    private record Gift(
            TenantId tenant,
            LocalDate day,
            int pieces,
            @Nullable String card,
            List<Line> lines) {}

    private record Flagged(boolean loud) {}

    private static final Gift GIFT =
            new Gift(TenantId.DEFAULT, LocalDate.of(2026, 11, 21), 2, null, List.of(new Line("a", -5)));

    private static Intent given(Gift gift) {
        return Intent.of("key", "give", gift);
    }

    @Test
    void aRecordsComponentsAreTheArguments() {
        assertThat(CanonicalJson.of(given(GIFT)))
                .isEqualTo(
                        "{\"arguments\":{\"day\":\"2026-11-21\",\"lines\":[{\"account\":\"a\",\"minor\":-5}],\"pieces\":2,"
                                + "\"tenant\":\"default\"},\"businessKey\":\"key\",\"kind\":\"give\"}");
    }

    @Test
    void theyComeBackAsTheRecord() {
        Intent overTheWire = CanonicalJson.read(CanonicalJson.of(given(GIFT)), Intent.class);
        assertThat(overTheWire.argumentsAs(Gift.class, IntentTest::given)).isEqualTo(GIFT);
    }

    @Test
    void whatIsNotExactlyTheRecordsIsRefused() {
        refused("day", "yesterday");
        refused("more", "than that");
        refused("pieces", "2");
        refused("day", null);
    }

    /** A flag has two spellings in some languages, so an intent has none. */
    @Test
    void aComponentThatHasNoPlaceInAnIntentIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Intent.of("key", "give", new Flagged(true)));
    }

    private static void refused(String name, @Nullable Object value) {
        SortedMap<String, Object> other = new TreeMap<>(given(GIFT).arguments());
        if (value == null) {
            other.remove(name);
        } else {
            other.put(name, value);
        }
        assertThatIllegalArgumentException()
                .as("%s = %s", name, value)
                .isThrownBy(() -> new Intent("key", "give", other).argumentsAs(Gift.class, IntentTest::given));
    }
}
