package dev.ratchet.starter.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgoTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-28T10:00:30Z, just now",
        "2026-11-28T09:59:31Z, just now",
        "2026-11-28T09:01:00Z, 59 min ago",
        "2026-11-28T09:00:00Z, 1 h ago",
        "2026-11-27T10:00:00Z, 1 d ago",
        "2026-11-21T10:00:01Z, 6 d ago",
        "2026-11-20T23:30:00Z, 2026-11-21"
    })
    void what_was_lately_is_told_as_a_span_and_what_was_long_ago_as_the_day_here(Instant at, String text) {
        assertThat(Ago.text(at, Instant.parse("2026-11-28T10:00:00Z"), ZoneId.of("Europe/Berlin")))
                .isEqualTo(text);
    }
}
