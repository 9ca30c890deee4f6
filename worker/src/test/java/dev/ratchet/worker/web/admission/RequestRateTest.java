package dev.ratchet.worker.web.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestRateTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RequestRate rate = new RequestRate(60, nanos::get);

    @Test
    void a_full_bucket_is_taken_at_once_and_then_one_each_second() {
        for (int i = 0; i < 60; i++) {
            assertThat(rate.take("ann")).isEmpty();
        }
        assertThat(rate.take("ann")).contains(Duration.ofSeconds(1));
        nanos.addAndGet(Duration.ofMillis(400).toNanos());
        assertThat(rate.take("ann"))
                .hasValueSatisfying(wait -> assertThat(wait).isCloseTo(Duration.ofMillis(600), Duration.ofMillis(1)));
        nanos.addAndGet(Duration.ofMillis(601).toNanos());
        assertThat(rate.take("ann")).isEmpty();
        assertThat(rate.take("ann")).isPresent();
    }

    @Test
    void each_key_has_a_bucket_of_its_own() {
        for (int i = 0; i < 60; i++) {
            rate.take("ann");
        }
        assertThat(rate.take("ann")).isPresent();
        assertThat(rate.take("ben")).isEmpty();
    }

    @Test
    void a_bucket_holds_no_more_than_a_minute() {
        rate.take("ann");
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        for (int i = 0; i < 60; i++) {
            assertThat(rate.take("ann")).isEmpty();
        }
        assertThat(rate.take("ann")).isPresent();
    }
}
