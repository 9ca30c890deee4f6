package dev.ratchet.activities.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.reconciliation.ServerRun.State;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonTest {
    private static final Instant END = Instant.parse("2026-11-29T02:00:00Z");
    private static final String ID = "invoice/default/" + Digest.of("a document");

    private static ServerRun server(String run, State state, @Nullable Digest request) {
        boolean open = state == State.RUNNING || state == State.WAITING;
        return new ServerRun(new RunRef(ID, run), state, open ? null : END, request);
    }

    private static RecordedState recorded(String run, RunStatus status, int minutes) {
        RunSummary.Waiting waiting = status == RunStatus.WAITING
                ? new RunSummary.Waiting("controller", null, END.plusSeconds(86_400), 3)
                : null;
        RunSummary summary = new RunSummary(
                TenantId.DEFAULT,
                new RunRef(ID, run),
                "invoice",
                "a.xml",
                "anna",
                List.of(),
                null,
                status,
                status.name(),
                "",
                "",
                "",
                List.of(),
                null,
                null,
                null,
                null,
                waiting,
                null,
                0,
                0);
        return new RecordedState(summary, END.plusSeconds(60L * minutes), status == RunStatus.WAITING);
    }

    /** {@code -} is no record of that run, or no difference. */
    @ParameterizedTest
    @CsvSource({
        "RUNNING, -, -",
        "RUNNING, WAITING, -",
        "RUNNING, DONE, -",
        "WAITING, -, WAITING_NOT_RECORDED",
        "WAITING, RUNNING, WAITING_NOT_RECORDED",
        "WAITING, WAITING, -",
        "WAITING, DONE, STILL_OPEN",
        "WAITING, REFUSED, STILL_OPEN",
        "ENDED, -, RECORD_LOST",
        "ENDED, RUNNING, RECORD_LOST",
        "ENDED, WAITING, RECORD_LOST",
        "ENDED, DONE, -",
        "ENDED, DUPLICATE, -",
        "FAILED, -, FAILURE_NOT_RECORDED",
        "FAILED, WAITING, FAILURE_NOT_RECORDED",
        "FAILED, FAILED, -",
        "FORCED, -, -",
        "FORCED, WAITING, ENDED_BY_FORCE",
        "FORCED, DONE, -",
    })
    void what_the_server_says_is_held_against_the_record_of_the_same_run(State state, String status, String expected) {
        List<RecordedState> record =
                status.equals("-") ? List.of() : List.of(recorded("run-1", RunStatus.valueOf(status), -1));
        assertThat(Comparison.of(server("run-1", state, null), record)
                        .map(Enum::name)
                        .orElse("-"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"ENDED", "FAILED"})
    void what_was_recorded_after_a_run_ended_replaced_it(State state) {
        assertThat(Comparison.of(server("run-1", state, null), List.of(recorded("run-2", RunStatus.WAITING, 1))))
                .isEmpty();
        assertThat(Comparison.of(server("run-2", state, null), List.of(recorded("run-1", RunStatus.REFUSED, -1))))
                .as("it was run again after what is on record")
                .isPresent();
    }

    @Test
    void a_run_that_was_ended_from_outside_and_started_again_is_no_difference() {
        List<RecordedState> both =
                List.of(recorded("run-1", RunStatus.WAITING, -2), recorded("run-2", RunStatus.WAITING, -1));
        assertThat(Comparison.of(server("run-1", State.FORCED, null), both)).isEmpty();
    }

    @Test
    void a_request_is_the_one_that_people_are_shown() {
        RecordedState shown = recorded("run-1", RunStatus.WAITING, -1);
        Digest request = shown.summary().waiting().request();
        assertThat(Comparison.of(server("run-1", State.WAITING, request), List.of(shown)))
                .isEmpty();
        assertThat(Comparison.of(server("run-1", State.WAITING, Digest.of("another")), List.of(shown)))
                .contains(DifferenceKind.WAITS_FOR_ANOTHER);
        RecordedState hidden = new RecordedState(shown.summary(), shown.changedAt(), false);
        assertThat(Comparison.of(server("run-1", State.WAITING, request), List.of(hidden)))
                .contains(DifferenceKind.WAITING_NOT_RECORDED);
    }

    @Test
    void a_run_that_the_server_forgot_is_a_difference_until_it_ended() {
        assertThat(Comparison.unknown(List.of(recorded("run-1", RunStatus.WAITING, 0))))
                .contains(DifferenceKind.WAITS_NOWHERE);
        assertThat(Comparison.unknown(
                        List.of(recorded("run-1", RunStatus.WAITING, 0), recorded("run-2", RunStatus.DONE, 1))))
                .isEmpty();
        assertThat(Comparison.unknown(List.of())).isEqualTo(Optional.empty());
    }

    @Test
    void an_effect_is_lost_when_the_log_does_not_have_it() {
        assertThat(Comparison.lost(true, true, false)).isEqualTo(DifferenceKind.EFFECT_LOST);
        assertThat(Comparison.lost(true, true, true)).isEqualTo(DifferenceKind.RECORD_LOST);
        assertThat(Comparison.lost(true, false, false)).isEqualTo(DifferenceKind.RECORD_LOST);
        assertThat(Comparison.lost(false, true, false)).isEqualTo(DifferenceKind.RECORD_LOST);
    }
}
