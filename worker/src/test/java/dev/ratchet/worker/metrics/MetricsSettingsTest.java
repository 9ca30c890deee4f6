package dev.ratchet.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsSettingsTest {
    @Test
    void defaults() {
        assertThat(MetricsSettings.from(Map.of()))
                .isEqualTo(new MetricsSettings(
                        Duration.ofHours(24), Duration.ofHours(36), Duration.ofMinutes(5), Duration.ofSeconds(15)));
    }

    @Test
    void eachIsRead() {
        assertThat(MetricsSettings.from(Map.of(
                        "RATCHET_APPROVAL_SLA_HOURS", "8",
                        "RATCHET_VERIFY_WITHIN_HOURS", " 0 ",
                        "RATCHET_RUN_STALLS_SECONDS", "60",
                        "RATCHET_METRICS_SECONDS", "1")))
                .isEqualTo(new MetricsSettings(
                        Duration.ofHours(8), Duration.ZERO, Duration.ofMinutes(1), Duration.ofSeconds(1)));
    }

    @Test
    void whatIsWrongIsNamedWithWhatWouldBeRight() {
        for (String wrong : List.of("soon", "-1", "1441", "1.5")) {
            assertThatThrownBy(() -> MetricsSettings.from(Map.of("RATCHET_APPROVAL_SLA_HOURS", wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("RATCHET_APPROVAL_SLA_HOURS: '" + wrong + "' should be a whole number from 0 to 1440");
        }
        assertThatThrownBy(() -> MetricsSettings.from(Map.of("RATCHET_METRICS_SECONDS", "0")))
                .hasMessageContaining("RATCHET_METRICS_SECONDS: '0' should be a whole number from 1 to 300");
    }
}
