package dev.ratchet.worker.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.Needs;
import dev.ratchet.worker.WorkerConfig;
import io.temporal.worker.tuning.WorkerTuner;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizingTest {
    private static WorkerConfig config(String... settings) throws WorkerConfig.BadSetting {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "RATCHET_DB_URL",
                "jdbc:postgresql://db/ratchet",
                "RATCHET_ATTESTATION_KEY",
                Needs.root().resolve("pom.xml").toString()));
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return WorkerConfig.from(environment);
    }

    @Test
    void by_default_every_local_activity_has_a_connection_and_every_cached_run_its_thread() throws Exception {
        WorkerConfig config = config();

        assertThat(config.sizing()).isEqualTo(Sizing.here());
        assertThat(config.database().connections()).isGreaterThan(Sizing.LOCAL_ACTIVITIES);
        assertThat(Sizing.localActivities(config.database().connections())).isEqualTo(Sizing.LOCAL_ACTIVITIES);
        assertThat(config.sizing().factory().getMaxWorkflowThreadCount())
                .isGreaterThanOrEqualTo(config.sizing().workflowsCached() + Sizing.WORKFLOW_TASKS);
        assertThat(config.lifecycle().warmUp()).isEqualTo(2_000);
    }

    @Test
    void what_is_set_is_done() throws Exception {
        WorkerConfig config = config(
                "RATCHET_WORKFLOWS_CACHED", "10",
                "RATCHET_ACTIVITIES_AT_ONCE", "7",
                "RATCHET_WARM_UP", "0",
                "RATCHET_DB_CONNECTIONS", "3");

        assertThat(config.sizing().factory().getWorkflowCacheSize()).isEqualTo(10);
        WorkerTuner tuner = new Slots(config.sizing(), 3, 1).worker().getWorkerTuner();
        assertThat(tuner.getActivityTaskSlotSupplier().getMaximumSlots()).hasValue(7);
        assertThat(tuner.getLocalActivitySlotSupplier().getMaximumSlots())
                .as("fewer connections, fewer local activities")
                .hasValue(3);
        assertThat(config.lifecycle().warmUp()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "RATCHET_WORKFLOWS_CACHED, 9, from 10 to 10000",
        "RATCHET_WORKFLOWS_CACHED, many, from 10 to 10000",
        "RATCHET_ACTIVITIES_AT_ONCE, 0, from 1 to 1000",
        "RATCHET_WARM_UP, -1, from 0 to 20000",
        "RATCHET_DB_CONNECTIONS, 101, from 1 to 100"
    })
    void what_is_wrong_is_named_with_what_would_be_right(String name, String value, String right) {
        assertThatThrownBy(() -> config(name, value))
                .isInstanceOf(WorkerConfig.BadSetting.class)
                .hasMessageContaining(name)
                .hasMessageContaining("'" + value + "'")
                .hasMessageContaining(right);
    }

    @Test
    void without_the_key_that_workers_share_nothing_starts() {
        assertThatThrownBy(() -> config("RATCHET_ATTESTATION_KEY", ""))
                .isInstanceOf(WorkerConfig.BadSetting.class)
                .hasMessageContaining("RATCHET_ATTESTATION_KEY: is not set")
                .hasMessageContaining("ratchet-worker keys");
    }

    @Test
    void a_size_out_of_range_cannot_be_built() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sizing(9, 1, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sizing(10, 0, false));
    }
}
