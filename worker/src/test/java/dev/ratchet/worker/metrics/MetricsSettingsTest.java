package dev.ratchet.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.worker.configuration.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsSettingsTest {
    @Test
    void defaults() {
        assertThat(MetricsSettings.from(new Reading(Map.of())))
                .isEqualTo(new MetricsSettings(
                        Duration.ofHours(24), Duration.ofHours(36), Duration.ofMinutes(5), Duration.ofSeconds(15)));
    }

    @Test
    void eachIsRead() {
        assertThat(MetricsSettings.from(new Reading(Map.of(
                        "RATCHET_APPROVAL_SLA_HOURS", "8",
                        "RATCHET_VERIFY_WITHIN_HOURS", " 0 ",
                        "RATCHET_RUN_STALLS_SECONDS", "60",
                        "RATCHET_METRICS_SECONDS", "1"))))
                .isEqualTo(new MetricsSettings(
                        Duration.ofHours(8), Duration.ZERO, Duration.ofMinutes(1), Duration.ofSeconds(1)));
    }

    @Test
    void whatIsWrongIsNamedWithWhatWouldBeRight() {
        for (String wrong : List.of("soon", "-1", "1441", "1.5")) {
            assertThat(problems("RATCHET_APPROVAL_SLA_HOURS", wrong))
                    .containsExactly(
                            "RATCHET_APPROVAL_SLA_HOURS: '" + wrong + "' should be a whole number from 0 to 1440");
        }
        assertThat(problems("RATCHET_METRICS_SECONDS", "0"))
                .containsExactly("RATCHET_METRICS_SECONDS: '0' should be a whole number from 1 to 300");
    }

    private static List<String> problems(String name, String value) {
        Reading reading = new Reading(Map.of(name, value));
        MetricsSettings.from(reading);
        return reading.problems().stream().map(Reading.Problem::toString).toList();
    }
}
