package dev.ratchet.activities.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HeartbeatsTest {
    private static final Duration OFTEN = Duration.ofMillis(5);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private static String after(CountDownLatch beats) {
        try {
            beats.await();
            return "done";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("given up", e);
        }
    }

    @Test
    void beatsWhileTheWorkRuns() {
        CountDownLatch beats = new CountDownLatch(3);
        assertThat(Heartbeats.during(() -> after(beats), beats::countDown, OFTEN, timer))
                .isEqualTo("done");
    }

    @Test
    void aCancelledActivityGivesTheWorkUp() {
        Heartbeat cancelled = () -> {
            throw new ActivityCanceledException();
        };
        assertThatThrownBy(() -> Heartbeats.during(() -> after(new CountDownLatch(1)), cancelled, OFTEN, timer))
                .isInstanceOf(ActivityCanceledException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aWorkerThatIsToldToStopLetsTheWorkFinish() {
        CountDownLatch beats = new CountDownLatch(3);
        Heartbeat stopping = () -> {
            beats.countDown();
            throw new ActivityWorkerShutdownException();
        };
        assertThat(Heartbeats.during(() -> after(beats), stopping, OFTEN, timer))
                .isEqualTo("done");
    }

    @Test
    void theWorksOwnFailureIsHeardAsItIs() {
        assertThatThrownBy(() -> Heartbeats.during(
                        () -> {
                            throw new IllegalStateException("own");
                        },
                        Heartbeat.NONE,
                        OFTEN,
                        timer))
                .hasMessage("own");
    }
}
