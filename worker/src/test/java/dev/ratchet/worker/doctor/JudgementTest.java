package dev.ratchet.worker.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.VerificationKeys;
import dev.ratchet.worker.doctor.Finding.Grade;
import dev.ratchet.worker.sizing.Sizing;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static void bad(Finding finding, String... words) {
        said(finding, Grade.BAD, words);
    }

    private static void warn(Finding finding, String... words) {
        said(finding, Grade.WARN, words);
    }

    private static void ok(Finding finding) {
        said(finding, Grade.OK);
        assertThat(finding.todo()).isNull();
    }

    private static void said(Finding finding, Grade grade, String... words) {
        assertThat(finding.grade()).as(finding.toString()).isEqualTo(grade);
        assertThat(List.of(words))
                .allSatisfy(word ->
                        assertThat(finding.says() + " -> " + finding.todo()).contains(word));
    }

    @ParameterizedTest
    @CsvSource({"1.29.1, OK", "1.30.0, OK", "2.0, OK", "1.28.9, WARN", "0.99, WARN", "'', WARN", "nightly, WARN"})
    void an_old_server_is_told(String version, Grade grade) {
        said(Judgement.server(version), grade);
    }

    @Test
    void a_namespace_without_updates_cannot_be_used() {
        ok(Judgement.flags(Map.of("updates", true)));
        bad(Judgement.flags(Map.of("updates", false)), "updates", "frontend.enableUpdateWorkflowExecution=true");
    }

    @Test
    void a_missing_search_attribute_is_named_with_the_command_that_makes_it() {
        ok(Judgement.searchAttributes(Map.of(), "prod"));
        bad(
                Judgement.searchAttributes(Map.of("RatchetPhase", "Keyword"), "prod"),
                "lacks RatchetPhase",
                "temporal operator search-attribute create --namespace prod --name RatchetPhase --type Keyword");
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "79, OK", "80, WARN", "95, WARN", "99, WARN", "100, BAD"})
    void the_cap_of_versions_is_told_before_it_is_reached(int versions, Grade grade) {
        said(Judgement.versions("ratchet", versions), grade, versions + " of 100 versions");
    }

    @Test
    void a_queue_that_nobody_polls_is_told() {
        ok(Judgement.pollers("invoice", "workflow", 1));
        bad(Judgement.pollers("invoice", "activity", 0), "nobody takes them", "ratchet-worker run");
    }

    @ParameterizedTest
    @CsvSource({
        "0, OK",
        "1999, OK",
        "-1999, OK",
        "2000, WARN",
        "-2000, WARN",
        "29999, WARN",
        "30000, BAD",
        "-3600000, BAD"
    })
    void clocks_that_differ_are_told(long millis, Grade grade) {
        said(Judgement.skew("the database", Duration.ofMillis(millis)), grade, Math.abs(millis) + " ms");
    }

    private static VerificationKeys keys(@Nullable Instant... untils) {
        VerificationKeys all = null;
        for (Instant until : untils) {
            PublicKey key = ApprovalKeys.generate()
                    .verification()
                    .byId()
                    .values()
                    .iterator()
                    .next()
                    .key();
            VerificationKeys one = new VerificationKeys(
                    Map.of(VerificationKeys.id(key), new VerificationKeys.Believed(key, null, until)));
            all = all == null ? one : all.with(one);
        }
        return all;
    }

    @Test
    void a_key_is_told_before_it_expires() {
        ok(Judgement.approvalKeys(keys((Instant) null), NOW));
        ok(Judgement.approvalKeys(keys(NOW.minusSeconds(1), null), NOW));
        ok(Judgement.approvalKeys(keys(NOW.plus(Duration.ofDays(31))), NOW));
        warn(Judgement.approvalKeys(keys(NOW.minusSeconds(1), NOW.plus(Duration.ofDays(29))), NOW), "in 29 days");
        bad(Judgement.approvalKeys(keys(NOW.minusSeconds(1)), NOW), "nobody can approve", "ratchet-worker keys");
    }

    @Test
    void a_role_that_can_rewrite_the_books_is_told() {
        ok(Judgement.roles(List.of(), false));
        warn(Judgement.roles(List.of(), true), "the owner's login", "RATCHET_DB_OWNER");
        bad(Judgement.roles(List.of("entry"), false), "entry", "RATCHET_DB_USER");
    }

    @Test
    void a_schema_that_is_not_that_of_the_code_is_told() {
        ok(Judgement.migrations(List.of()));
        bad(Judgement.migrations(List.of("V7")), "V7", "RATCHET_DB_OWNER");
    }

    @Test
    void a_cache_that_does_not_fit_the_heap_is_told() {
        ok(Judgement.sizing(new Sizing(600, 100, false), 20, 512_000_000));
        warn(Judgement.sizing(new Sizing(10_000, 100, false), 20, 512_000_000), "RATCHET_WORKFLOWS_CACHED");
        warn(Judgement.sizing(new Sizing(600, 100, false), 3, 512_000_000), "RATCHET_DB_CONNECTIONS");
    }
}
