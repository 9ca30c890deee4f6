package dev.ratchet.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.standing.Standing;
import dev.ratchet.activities.telemetry.BooksTelemetry;
import dev.ratchet.activities.telemetry.CallTelemetry;
import dev.ratchet.worker.configuration.Reading;
import dev.ratchet.worker.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told once to an instrument is on the page, under the name and with the labels that are documented. */
class MetricsPageTest {
    private static final MetricsSettings SETTINGS = MetricsSettings.from(new Reading(Map.of()));

    private final Metrics metrics = Metrics.start(SETTINGS);
    private final Telemetry telemetry = Telemetry.start(Map.of(), metrics.reader());

    @AfterEach
    void close() {
        metrics.close();
        telemetry.close();
    }

    @Test
    void slotsAreToldByKindAlsoWhileNoneIsUsed() {
        metrics.slots(telemetry.api(), Map.of("workflow", 32, "activity", 100, "local_activity", 16));
        metrics.scope()
                .tagged(Map.of("worker_type", "ActivityWorker", "task_queue", "a"))
                .gauge("temporal_worker_task_slots_used")
                .update(3);
        metrics.scope()
                .tagged(Map.of("worker_type", "ActivityWorker", "task_queue", "b"))
                .gauge("temporal_worker_task_slots_used")
                .update(4);
        awaitPage("ratchet_slots_used{kind=\"activity\"} 7.0");
        assertThat(metrics.text())
                .contains(
                        "ratchet_slots_available{kind=\"activity\"} 93.0",
                        "ratchet_slots_used{kind=\"workflow\"} 0.0",
                        "ratchet_slots_available{kind=\"local_activity\"} 16.0");
        assertThat(new ScrapedPage(metrics.text()).objections()).isEmpty();
    }

    /** The SDK reports every two seconds. */
    private void awaitPage(String line) {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!metrics.text().contains(line) && System.nanoTime() < until) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        assertThat(metrics.text()).contains(line);
    }

    @Test
    void standingsAreToldWithTheirReasons() {
        Looks looks = Looks.byHand(
                () -> new Looks.Seen(
                        new Standing(
                                List.of(new Standing.Waiting(
                                        "invoice", "clerk", Standing.Reason.BUDGET, 2, Duration.ofSeconds(90))),
                                Duration.ofSeconds(4),
                                new Standing.Books(7, Duration.ofHours(1), 3)),
                        List.of(new Stuck("invoice", Stuck.Why.ACTIVITY_FAILS, 1))),
                Duration.ofSeconds(15),
                () -> 0);
        looks.now();
        StandingGauges gauges = new StandingGauges(telemetry.api(), looks, SETTINGS);
        String page = metrics.text();
        assertThat(page)
                .contains(
                        "ratchet_approvals_waiting{gen_ai_agent_name=\"invoice\",ratchet_approval_reason=\"BUDGET\",ratchet_approval_role=\"clerk\"} 2.0",
                        "ratchet_approval_sla_seconds 86400.0",
                        "ratchet_runs_stuck{gen_ai_agent_name=\"invoice\",ratchet_stuck_why=\"ACTIVITY_FAILS\"} 1.0",
                        "ratchet_runs_stuck{gen_ai_agent_name=\"invoice\",ratchet_stuck_why=\"BUDGET\"} 2.0",
                        "ratchet_audit_unrecorded_age_seconds 4.0",
                        "ratchet_ledger_entries 7.0",
                        "ratchet_ledger_unverified_age_seconds 3600.0",
                        "ratchet_ledger_discrepancies 3.0",
                        "ratchet_standing_age_seconds 0.0");
        assertThat(new ScrapedPage(page).objections()).isEmpty();
        gauges.close();
    }

    @Test
    void effectsLooksAndRefusalsAreTold() {
        BooksTelemetry books = new BooksTelemetry(telemetry.api());
        books.effect("post_entry", BooksTelemetry.Ended.DONE, 2_000_000);
        books.looked(BooksTelemetry.Look.VERIFY, 1_000_000_000);
        new CallTelemetry(telemetry.api()).refused("invoice", "DAY");
        String page = metrics.text();
        assertThat(page)
                .contains(
                        "ratchet_effect_duration_seconds_count{ratchet_effect_kind=\"post_entry\",ratchet_effect_result=\"DONE\"} 1",
                        "ratchet_ledger_duration_seconds_sum{ratchet_ledger_operation=\"VERIFY\"} 1.0",
                        "ratchet_budget_refusals_total{gen_ai_agent_name=\"invoice\",ratchet_budget_level=\"DAY\"} 1.0");
        assertThat(new ScrapedPage(page).objections()).isEmpty();
    }

    @Test
    void anInstrumentThatIsToldTooMuchIsBoundAndThatIsFound() {
        Logger ofTheSdk = Logger.getLogger("io.opentelemetry.sdk.metrics");
        ofTheSdk.setLevel(Level.OFF); // it warns of each
        try {
            CallTelemetry calls = new CallTelemetry(telemetry.api());
            for (int run = 0; run < 1_500; run++) {
                calls.refused("run-" + run, "DAY");
            }
            ScrapedPage page = new ScrapedPage(metrics.text());
            assertThat(page.samples()).isLessThan(1_100);
            assertThat(page.objections()).contains("ratchet_budget_refusals_total has no label otel_metric_overflow");
        } finally {
            ofTheSdk.setLevel(null);
        }
    }
}
