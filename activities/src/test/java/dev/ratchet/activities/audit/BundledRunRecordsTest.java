package dev.ratchet.activities.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.BatchActivities.Known;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Rulebook;
import dev.ratchet.workflows.contract.record.ListedRun;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BundledRunRecordsTest {
    private static final Bundle EARLIER = bundle("earlier");
    private static final Bundle NOW = bundle("now");

    private final List<RunRecord> kept = new ArrayList<>();

    private static Bundle bundle(String build) {
        return Bundle.of("library", build, Map.of(), Map.of(), Rulebook.NONE);
    }

    private static RunRecord record(String agent, @Nullable Bundle bundle) {
        RunSummary summary = new RunSummary(
                TenantId.DEFAULT,
                new RunRef(agent + "/default/1", "first"),
                agent,
                "a.txt",
                "anna",
                List.of(),
                null,
                RunStatus.FAILED,
                "FAILED",
                "RECEIVED",
                "X",
                "x",
                List.of(),
                null,
                null,
                null,
                null,
                null,
                bundle,
                7,
                8);
        return new RunRecord(summary, 5, "{}", Digest.of("{}"), List.of());
    }

    private List<RunRecord> recorded(RunRecord... records) {
        new BundledRunRecords(new Kept(), agent -> {
                    if (agent.equals("broken")) {
                        throw new IllegalStateException("its rule book is wrong");
                    }
                    return agent.equals("library") ? Optional.of(NOW) : Optional.empty();
                })
                .recordAll(List.of(records));
        return kept;
    }

    @Test
    void aRunThatWasNotRuledIsGivenTheBundleOfWhoRecordsIt() {
        RunRecord unruled = record("library", null);
        assertThat(recorded(unruled)).singleElement().satisfies(record -> {
            assertThat(record.summary()).isEqualTo(unruled.summary().by(NOW));
            assertThat(record.summary().bundle()).isEqualTo(NOW);
            assertThat(new RunRecord(
                            unruled.summary(), record.startedMillis(), record.start(), record.state(), record.steps()))
                    .isEqualTo(unruled);
        });
    }

    @Test
    void aRunThatWasRuledKeepsItsOwn() {
        RunRecord ruled = record("library", EARLIER);
        assertThat(recorded(ruled)).containsExactly(ruled);
    }

    @Test
    void aRunIsRecordedAlsoWhereNoBundleCanBeTold() {
        RunRecord stranger = record("stranger", null);
        RunRecord broken = record("broken", null);
        assertThat(recorded(stranger, broken)).containsExactly(stranger, broken);
    }

    private final class Kept implements RunRecords {
        @Override
        public void recordAll(List<RunRecord> records) {
            kept.addAll(records);
        }

        @Override
        public List<Known> latest(TenantId tenant, List<String> workflowIds) {
            return List.of();
        }

        @Override
        public List<ListedRun> latest(TenantId tenant, @Nullable String agent, int most) {
            return List.of();
        }

        @Override
        public Optional<RecordedRun> find(TenantId tenant, String workflowId) {
            return Optional.empty();
        }
    }
}
