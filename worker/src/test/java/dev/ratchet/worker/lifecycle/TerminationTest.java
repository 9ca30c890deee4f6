package dev.ratchet.worker.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TerminationTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final Termination termination = new Termination(now::get);

    @Test
    void aSignalThatComesDoubledIsOne() {
        AtomicBoolean hurried = new AtomicBoolean();
        termination.whenHurried(() -> hurried.set(true));
        assertThat(termination.told()).isFalse();
        termination.signalled("SIGTERM");
        termination.signalled("SIGTERM");
        now.addAndGet(Termination.SAME_SIGNAL.toNanos() - 1);
        termination.signalled("SIGINT");
        assertThat(termination.told()).isTrue();
        assertThat(termination.exitCode()).isZero();
        assertThat(hurried).isFalse();
        termination.close();
    }

    @Test
    void aLaterSignalDoesNotWait() {
        AtomicBoolean hurried = new AtomicBoolean();
        termination.whenHurried(() -> hurried.set(true));
        termination.signalled("SIGTERM");
        now.addAndGet(Termination.SAME_SIGNAL.toNanos());
        termination.signalled("SIGTERM");
        assertThat(hurried).isTrue();
        assertThat(termination.exitCode()).isEqualTo(Termination.HURRIED);
        termination.close();
    }
}
