package dev.ratchet.workflows.invoice;

import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time as a Temporal has it that skips time. */
final class TemporalClock extends Clock {
    private final TestWorkflowEnvironment temporal;

    TemporalClock(TestWorkflowEnvironment temporal) {
        this.temporal = temporal;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(temporal.currentTimeMillis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
