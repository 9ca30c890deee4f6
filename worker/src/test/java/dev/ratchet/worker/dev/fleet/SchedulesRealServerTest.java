package dev.ratchet.worker.dev.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.WorkerProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the installation does by itself, on a real Temporal; the one in memory keeps no schedules. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class SchedulesRealServerTest {

    @Test
    void aScheduleIsSeenPausedAndBegun(@TempDir Path folder) throws Exception {
        try (RestoreDrill product = RestoreDrill.start(folder);
                WorkerProcess worker = product.worker()) {
            Installation.await(
                    worker::said,
                    java.time.Duration.ofMinutes(4),
                    () -> product.ratchet("schedules").code() == 0);
            for (String name : List.of("reconcile", "retention", "expiry")) {
                assertThat(line(product, name)).contains("never").contains("T");
            }
            product.fine("schedules", "pause", "expiry", "--why", "we look at a request");
            assertThat(line(product, "expiry")).contains("paused: we look at a request (");
            product.fine("schedules", "resume", "expiry");
            assertThat(line(product, "expiry")).doesNotContain("paused");
            for (String name : List.of("expiry", "retention", "reconcile")) {
                product.fine("schedules", "run", name);
            }
            Installation.await(
                    worker::said,
                    java.time.Duration.ofMinutes(4),
                    () -> !product.fine("schedules").out().contains("never"));
            assertThat(line(product, "expiry")).contains("0 requests and 0 reservations were over");
            assertThat(line(product, "reconcile")).contains("0 differences in 0 runs");
            assertThat(line(product, "retention")).contains("older than 90 days");
            System.out.println(product.fine("schedules").out());
            Said unknown = product.ratchet("schedules", "run", "daily");
            assertThat(unknown.err()).contains("NO_SCHEDULE", "reconcile, retention, expiry");
        }
    }

    private static String line(RestoreDrill product, String name) {
        String out = product.fine("schedules").out();
        return out.substring(out.indexOf(name));
    }
}
