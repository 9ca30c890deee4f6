package dev.ratchet.starter.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void of_a_folder_it_says_how_much_is_left() {
        assertThat(Progress.text(2_000, OptionalInt.of(10_000), Duration.ofSeconds(10)))
                .isEqualTo("2,000 of 10,000  200/s  0:40 left");
        assertThat(Progress.text(3, OptionalInt.of(10_000), Duration.ofSeconds(2)))
                .isEqualTo("3 of 10,000  1.5/s  1:51:05 left");
        assertThat(Progress.text(0, OptionalInt.of(5), Duration.ofSeconds(2))).isEqualTo("0 of 5");
    }

    @Test
    void of_a_stream_it_says_what_was_done_so_far() {
        assertThat(Progress.text(1_234, OptionalInt.empty(), Duration.ofSeconds(10)))
                .isEqualTo("1,234 so far  123/s");
    }
}
