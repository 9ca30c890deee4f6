package dev.ratchet.activities.standing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.workflows.contract.TenantId;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresStandingsTest {
    private static TestDatabase test;
    private static PostgresStandings standings;

    @BeforeAll
    static void open() {
        test = new TestDatabase();
        standings = new PostgresStandings(test.database());
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static void waits(String tenant, String id, String role, String code, boolean consent, int minutes) {
        test.database()
                .jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        INSERT INTO approval_request (tenant, workflow_id, run_id, agent, intent, role, submitter, request,
                            opened_at, expires_at)
                        VALUES (:tenant, :id, 'r', 'invoice', :intent, :role, 'anna', CAST(:request AS json),
                            clock_timestamp() - :minutes * interval '1 minute', clock_timestamp() + interval '1 day')""")
                        .bind("tenant", tenant)
                        .bind("id", id)
                        .bind("intent", consent ? "i" : null)
                        .bind("role", role)
                        .bind("request", "{\"run\":{\"code\":\"" + code + "\"}}")
                        .bind("minutes", minutes)
                        .execute());
    }

    @Test
    void whatWaitsIsCountedByRoleAndReasonWithItsOldest() {
        waits("t1", "a", "clerk", "CHOOSE_RELATION", false, 10);
        waits("t1", "b", "clerk", "CHOOSE_RELATION", false, 90);
        waits("t1", "c", "controller", "ABOVE_CEILING", true, 5);
        waits("t1", "d", "clerk", "BUDGET_EXCEEDED", false, 1);
        waits("t1", "e", "clerk", "MODEL_DENIED", false, 2);
        waits("t2", "f", "clerk", "CHOOSE_RELATION", false, 500);
        assertThat(standings.of(new TenantId("t1")).waiting())
                .extracting(
                        Standing.Waiting::role,
                        Standing.Waiting::reason,
                        Standing.Waiting::runs,
                        each -> each.oldest().toMinutes())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("clerk", Standing.Reason.BUDGET, 1L, 1L),
                        org.assertj.core.groups.Tuple.tuple("clerk", Standing.Reason.MEND, 2L, 90L),
                        org.assertj.core.groups.Tuple.tuple("clerk", Standing.Reason.MODEL, 1L, 2L),
                        org.assertj.core.groups.Tuple.tuple("controller", Standing.Reason.CONSENT, 1L, 5L));
    }

    @Test
    void whereNothingIsNothingIsOwed() {
        Standing none = standings.of(new TenantId("nobody"));
        assertThat(none.waiting()).isEmpty();
        assertThat(none.unrecorded()).isZero();
        assertThat(none.books()).isEqualTo(new Standing.Books(0, Duration.ZERO, 0));
    }
}
