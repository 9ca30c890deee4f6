package dev.ratchet.workflows.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
    private record Sample(String zebra, @Nullable String absent, Map<String, Long> counts, Instant at, LocalDate day) {}

    private record Generic<T>(T value) {}

    private static final Sample SAMPLE = new Sample(
            "ü\"\n", null, reversed("b", "a"), Instant.parse("2026-11-28T08:00:00.000120Z"), LocalDate.of(2026, 2, 3));

    private static final String BYTES = "{\"at\":\"2026-11-28T08:00:00.000120Z\",\"counts\":{\"a\":1,\"b\":2},"
            + "\"day\":\"2026-02-03\",\"zebra\":\"ü\\\"\\n\"}";

    /** In an order that nobody sorted. */
    private static Map<String, Long> reversed(String last, String first) {
        Map<String, Long> map = new LinkedHashMap<>();
        map.put(last, 2L);
        map.put(first, 1L);
        return map;
    }

    @Test
    void namesAreSortedAbsentValuesLeftOutAndTimesAreText() {
        assertThat(CanonicalJson.of(SAMPLE)).isEqualTo(BYTES);
    }

    @Test
    void whatWasWrittenIsReadAndWrittenAgainTheSame() {
        Sample read = CanonicalJson.read(BYTES, Sample.class);
        assertThat(read).isEqualTo(SAMPLE);
        assertThat(CanonicalJson.of(read)).isEqualTo(BYTES);
        assertThat(CanonicalJson.digest(read)).isEqualTo(Digest.of(BYTES));
    }

    @Test
    void aTreeIsSortedAndItsNullsLeftOut() {
        JsonNode tree = CanonicalJson.read("{\"b\": {\"d\": 1, \"c\": [2, 1]}, \"a\": null}", JsonNode.class);
        assertThat(CanonicalJson.of(tree)).isEqualTo("{\"b\":{\"c\":[2,1],\"d\":1}}");
    }

    @Test
    void aReaderIsOlderThanItsWriter() {
        assertThat(CanonicalJson.read("{\"value\":\"x\",\"news\":1}", Generic.class)
                        .value())
                .isEqualTo("x");
    }

    @Test
    void aGenericTypeOfOneParameterIsRead() {
        JsonNode tree = CanonicalJson.tree(new Generic<>(LocalDate.of(2026, 2, 3)));
        Generic<LocalDate> read = CanonicalJson.read(tree, Generic.class, LocalDate.class);
        assertThat(read.value()).isEqualTo(LocalDate.of(2026, 2, 3));
        assertThat(CanonicalJson.of(Optional.of(List.of(1)))).isEqualTo("[1]");
    }

    @Test
    void whatIsNoJsonOrOfAnotherTypeIsRefused() {
        assertThatThrownBy(() -> CanonicalJson.read("{", Sample.class)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> CanonicalJson.read("{\"day\":\"2026-02-30\"}", Sample.class))
                .isInstanceOf(UncheckedIOException.class);
    }
}
