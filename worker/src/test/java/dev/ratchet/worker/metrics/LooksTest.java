package dev.ratchet.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.standing.Standing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LooksTest {
    private static final Looks.Seen SEEN =
            new Looks.Seen(new Standing(List.of(), Duration.ZERO, new Standing.Books(7, Duration.ZERO, 0)), List.of());

    private final AtomicLong nanos = new AtomicLong();
    private boolean answers = true;
    private final Looks looks = Looks.byHand(this::look, Duration.ofSeconds(15), nanos::get);

    private Looks.Seen look() {
        if (!answers) {
            throw new IllegalStateException("no answer");
        }
        return SEEN;
    }

    private void pass(int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void whatWasSeenIsToldForFourLooksAndThenNothingIs() {
        assertThat(looks.seen()).isEmpty();
        looks.now();
        assertThat(looks.seen()).contains(SEEN);
        answers = false;
        pass(60);
        looks.now();
        assertThat(looks.seen()).contains(SEEN);
        assertThat(looks.age()).isEqualTo(Duration.ofSeconds(60));
        pass(1);
        assertThat(looks.seen()).isEmpty();
        answers = true;
        looks.now();
        assertThat(looks.seen()).contains(SEEN);
        assertThat(looks.age()).isZero();
    }

    @Test
    void theAgeOfALookThatNeverSucceededIsThatOfTheProcess() {
        answers = false;
        looks.now();
        pass(100);
        assertThat(looks.age()).isEqualTo(Duration.ofSeconds(100));
        looks.close();
    }
}
